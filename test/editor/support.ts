// The page as a trader has it: the real host on scripts of its own, and a browser in front of it.
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { said, startWatchfire } from '../cli/watchfire.ts'

export const CHROMIUM = '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Of what a test waits for: on a machine that is busy with others a check of a long script takes this. */
const PATIENCE_MS = 60_000

export interface Stage {
  /** One visitor: pages after the first come from its cache. */
  readonly visitor: BrowserContext
  readonly folder: string
  /** With the token in it. */
  readonly address: string
  /** A file of the scripts folder, read or written from outside of the page. */
  read(path: string): string
  write(path: string, text: string): void
  /** The host dies as if its power were cut. */
  kill(): Promise<void>
  /** A host in its place, at the same address. */
  restart(speed: string): Promise<void>
  close(): Promise<void>
}

export interface StageOptions {
  /** Seconds of the market in a second. */
  readonly speed?: string
  /** Puts more into the folder before the host starts. */
  readonly prepare?: (folder: string) => Promise<void>
}

export async function openStage({ speed = '60', prepare }: StageOptions = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'watchfire-editor-'))
  await prepare?.(folder)
  cpSync(new URL('../../scripts', import.meta.url), join(folder, 'scripts'), { recursive: true })
  writeFileSync(join(folder, 'watchfire.toml'), 'symbols = ["BTCUSDT"]\n[data]\nto = 2025-05-07\n')
  let host = startWatchfire(['run', '--port', '0', '--speed', speed], folder)
  const address = await addressOf(host)
  const { port } = new URL(address)
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  const visitor = await browser.newContext({ colorScheme: 'dark', reducedMotion: 'reduce' })
  visitor.setDefaultTimeout(PATIENCE_MS)
  const scripts = join(folder, 'scripts')
  return {
    visitor,
    folder,
    address,
    read: (path) => readFileSync(join(scripts, path), 'utf8'),
    write: (path, text) => writeFileSync(join(scripts, path), text),
    kill: () => ended(host, 'SIGKILL'),
    async restart(speed) {
      host = startWatchfire(['run', '--port', port, '--speed', speed], folder)
      await addressOf(host)
    },
    async close() {
      await browser.close()
      await ended(host, 'SIGTERM')
      rmSync(folder, { recursive: true })
    },
  }
}

async function ended(host: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(host, 'exit')
  host.kill(signal)
  await exit
}

/** The host says it once it listens. */
const addressOf = (host: ChildProcess): Promise<string> =>
  said(host, /http:\/\/localhost:\d+\/\?token=[\w-]+(?=")/)

export interface Desk {
  readonly page: Page
  /** What went wrong in the page: its errors, and what it was not allowed to load. */
  readonly faults: string[]
}

/** A page with a backtest of a script done. */
export async function openDesk(stage: Stage, script: string, width = 1440): Promise<Desk> {
  const page = await stage.visitor.newPage()
  await page.setViewportSize({ width, height: width < 720 ? 844 : 900 })
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('412')) faults.push(message.text())
  })
  await page.addInitScript(`
    localStorage.clear()
    localStorage.setItem('watchfire.guided', 'true')
    localStorage.setItem('watchfire.script', '"${script}"')
  `)
  await page.goto(stage.address)
  await isTraded(page)
  return { page, faults }
}

/** The figures on the page are those of the source in the editor. */
export async function isTraded(page: Page): Promise<void> {
  await page.locator('.results[data-status="done"] .tile[data-figure="trades"]').waitFor()
}

export const figure = (page: Page, name: string): Promise<string | null> =>
  page.locator(`.tile[data-figure="${name}"] .value > span`).first().textContent()

/** Puts the cursor behind the first place where `text` stands in the script. */
export async function cursorBehind(page: Page, source: string, text: string): Promise<number> {
  const before = source.slice(0, source.indexOf(text) + text.length)
  if (!source.includes(text)) throw new Error(`the script does not say ${text}`)
  const line = before.split('\n').length
  await page.locator('.editor .view-lines').first().click()
  await goTo(page, line, before.length - before.lastIndexOf('\n'))
  return line
}

/** The editor has the keyboard, and has it again then. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+g')
  await page.locator('.quick-input-widget input').fill(`:${line}:${column}`)
  await page.keyboard.press('Enter')
  const there = new RegExp(`^${line}:${column}$`)
  await page.locator('.status-bar .cursor', { hasText: there }).waitFor()
  await hasKeyboard(page)
}

/** The lists of commands and places give the keyboard back a moment after they close. */
export const hasKeyboard = (page: Page): Promise<void> =>
  page.locator('.editor .monaco-editor.focused').waitFor()

/** Chosen from the list of commands by the keyboard. */
export async function command(page: Page, label: string): Promise<void> {
  await page.keyboard.press('F1')
  await page.locator('.quick-input-widget input').waitFor()
  await page.keyboard.type(label)
  await page.locator('.quick-input-list .focused', { hasText: label }).waitFor()
  await page.keyboard.press('Enter')
}
