// What the log of a host says, and where it is kept.
import { resolve } from 'node:path'
import type { WrittenConfig } from './config.ts'

/** From everything to nothing; as pino has them. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
/** What a line may be about. */
export const LOG_COMPONENTS = [
  ...(['host', 'market', 'scripts', 'orders', 'risk', 'runners', 'journal', 'config'] as const),
] as const

export type LogLevel = (typeof LOG_LEVELS)[number]
export type LogComponent = (typeof LOG_COMPONENTS)[number]

export interface LogConfig {
  readonly level: LogLevel
  /** Instead of it, by component. */
  readonly levels: Readonly<Partial<Record<LogComponent, LogLevel>>>
  /** Absolute. null: only where there is a terminal, which shows something else. */
  readonly file: string | null
  /** Before the file begins anew. */
  readonly bytes: number
  /** Earlier files that stay. */
  readonly kept: number
}

const MB = 2 ** 20

export function toLog(written: WrittenConfig, root: string): LogConfig {
  const { level, levels, file, size_mb, keep_files } = written.log
  return {
    ...{ level, levels, kept: keep_files, bytes: size_mb * MB },
    file: file === undefined ? null : resolve(root, file),
  }
}
