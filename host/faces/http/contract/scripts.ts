// Scripts, versions, templates, validation: what an editor does with files.
import { z } from '@hono/zod-openapi'
import { listOf, Sha256 } from '../shapes/common.ts'
import {
  Draft,
  DraftRequest,
  LanguageInfo,
  path,
  RenameRequest,
  RollbackRequest,
  SavedScript,
  SaveRequest,
  ScriptFile,
  ScriptInfo,
  ScriptVersion,
  ValidateRequest,
  Validation,
} from '../shapes/scripts.ts'
import { answer, body, endpoints } from './endpoint.ts'

const params = z.object({
  path: path.openapi({ description: 'in the scripts folder; a / in it as %2F, or as it is' }),
})
const ifMatch = z.string().optional().describe('the etag of the text that is replaced')
const etag = { etag: { schema: { type: 'string' as const }, description: 'of the text' } }

export const scripts = endpoints('scripts', {
  listScripts: {
    method: 'get',
    path: '/scripts',
    summary: 'All scripts and libraries of the folder, with what runs of them',
    responses: { 200: answer(listOf(ScriptInfo), 'by path') },
  },

  readScript: {
    method: 'get',
    path: '/scripts/{path}',
    summary: 'The text of a script',
    request: { params },
    responses: { 200: { ...answer(ScriptFile, 'with its etag'), headers: etag } },
  },

  saveScript: {
    method: 'put',
    path: '/scripts/{path}',
    summary: 'Make a script (If-None-Match: *) or replace the text that was read (If-Match)',
    request: {
      params,
      headers: z.object({
        'if-match': ifMatch,
        'if-none-match': z.string().optional().describe('`*`: there is no such script yet'),
      }),
      body: body(SaveRequest),
    },
    responses: { 200: { ...answer(SavedScript, 'what is there now'), headers: etag } },
  },

  removeScript: {
    method: 'delete',
    path: '/scripts/{path}',
    summary: 'Remove a script; its versions are kept',
    request: { params, headers: z.object({ 'if-match': ifMatch }) },
    responses: { 200: answer(z.object({ removed: z.string() }), 'its path') },
  },

  renameScript: {
    method: 'post',
    path: '/scripts/{path}/rename',
    summary: 'Give a script another path, at which nothing is',
    request: { params, headers: z.object({ 'if-match': ifMatch }), body: body(RenameRequest) },
    responses: { 200: answer(ScriptFile, 'at its new path') },
  },

  listVersions: {
    method: 'get',
    path: '/scripts/{path}/versions',
    summary: 'The texts that a script has had here',
    request: { params },
    responses: { 200: answer(listOf(ScriptVersion), 'newest first') },
  },

  rollbackScript: {
    method: 'post',
    path: '/scripts/{path}/rollback',
    summary: 'Put an earlier version of a script in its place again',
    request: { params, headers: z.object({ 'if-match': ifMatch }), body: body(RollbackRequest) },
    responses: { 200: answer(ScriptFile, 'as it is now') },
  },

  readVersion: {
    method: 'get',
    path: '/versions/{sha256}',
    summary: 'The text of a version',
    request: { params: z.object({ sha256: Sha256 }) },
    responses: { 200: answer(z.object({ source: z.string() }), 'as it was saved') },
  },

  draftScript: {
    method: 'post',
    path: '/templates',
    summary: 'A complete strategy to start from; nothing is written',
    request: { body: body(DraftRequest) },
    responses: { 200: answer(Draft, 'path and text') },
  },

  validateScript: {
    method: 'post',
    path: '/validate',
    summary: 'What is wrong with a draft',
    request: { body: body(ValidateRequest) },
    responses: { 200: answer(Validation, 'valid where it has no errors') },
  },

  getLanguage: {
    method: 'get',
    path: '/language',
    summary: 'What an editor completes and explains: types, names, signatures, docs',
    responses: { 200: answer(LanguageInfo, 'for all languages') },
  },
})
