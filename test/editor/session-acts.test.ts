// What a trader does to a running session from the page: a slot flattened, a shadow begun, compared,
// promoted and dropped, a recording paused, sped up and hurried to a time.
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holder } from '../paper/support/scripts.ts'
import {
  CHROMIUM,
  command,
  cursorBehind,
  hasChromium,
  openDesk,
  openStage,
  type Stage,
} from './support.ts'

if (!hasChromium) console.warn(`The editor page is not tested: there is no ${CHROMIUM}.`)

/** Buys on its first bar and holds on, with a stop that no market reaches. */
const HOLDER = holder('1').replace('market.close - 10', 'market.close / 2')

describe.skipIf(!hasChromium)('a running session on the page', () => {
  let stage: Stage
  const state = async (page: Page) =>
    (await page.request.get(new URL('/api/v1/state', stage.address).href)).json()
  beforeAll(async () => {
    stage = await openStage()
    stage.write('holder.js', HOLDER)
  })
  afterAll(() => stage?.close())

  async function openSlots() {
    const desk = await openDesk(stage, 'holder.js')
    const { page } = desk
    await page.locator('#tab-slots').click()
    const row = (name: string) => page.locator('#panel-slots .rows .row', { hasText: name })
    const act = async (name: string, item: string) => {
      await row(name).first().locator('.slot-more').click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    const confirm = (answer: string) =>
      page.locator('dialog').getByRole('button', { name: answer, exact: true }).click()
    return { ...desk, row, act, confirm }
  }

  it('flattens one slot, and keeps it from entering again', async () => {
    const { page, faults, row, act, confirm } = await openSlots()
    await row('holder')
      .getByText(/^long 1 @/)
      .waitFor()
    await act('holder', 'Flatten …')
    await confirm('Pause and flatten')
    await page.locator('.toast.good', { hasText: 'is closed at the next price' }).waitFor()
    await row('holder')
      .getByText(/paused$/)
      .waitFor()
    await row('holder').getByText(/^long/).waitFor({ state: 'detached' })
    const slot = (await state(page)).slots.find((one: { key: string }) => /^holder/.test(one.key))
    expect(slot).toMatchObject({ position: null, isPaused: true, trades: 1 })
    await act('holder', 'Let entries in again')
    await row('holder')
      .getByText(/^long 1 @/)
      .waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('begins a shadow of what is typed, compares it, promotes it, and drops another', async () => {
    const { page, faults, row, act, confirm } = await openSlots()
    const saveShadow = async (version: string) => {
      const source = stage.read('holder.js')
      await cursorBehind(page, source, "  version: '")
      await page.keyboard.type(version)
      await command(page, 'Save as a shadow')
      await page.locator('.toast', { hasText: 'the new version is a shadow' }).waitFor()
    }
    await saveShadow('2')
    await row('holder (shadow)').getByText('v21').waitFor()
    await row('holder').first().getByText('v1', { exact: true }).waitFor()
    await act('holder (shadow)', 'Shadow and live …')
    const dialog = page.locator('dialog')
    await dialog.locator('.shadow-curves').waitFor()
    expect(await dialog.locator('.shadow-figure').allTextContents()).toHaveLength(3)
    await confirm('Promote it')
    await confirm('Promote')
    await page.locator('.toast.good', { hasText: "the shadow's version trades now" }).waitFor()
    await row('shadow').waitFor({ state: 'detached' })
    await row('holder').getByText('v21', { exact: true }).waitFor()
    // The next one goes again, and what trades goes on.
    await saveShadow('3')
    await row('holder (shadow)').getByText('v321').waitFor()
    await act('holder (shadow)', 'Drop the shadow …')
    await confirm('Drop')
    await page.locator('.toast.good', { hasText: 'is gone' }).waitFor()
    await row('shadow').waitFor({ state: 'detached' })
    await row('holder').getByText('v21', { exact: true }).waitFor()
    expect(faults).toEqual([])
    await page.close()
  })

  it('pauses a recording, plays it faster, and hurries to a time', async () => {
    const { page, faults } = await openDesk(stage, 'ema-cross.ts')
    const controls = page.getByRole('group', { name: 'playback' })
    await controls.getByRole('button', { name: 'Pause' }).click()
    await page.locator('.status-bar .session', { hasText: 'paused' }).waitFor()
    const { session } = await state(page)
    expect(session).toMatchObject({ isPaused: true, speed: 60 })
    await controls.getByLabel('speed').selectOption('3600 ×')
    await page.locator('.status-bar .pace', { hasText: '3,600 × real time' }).waitFor()
    expect((await state(page)).session).toMatchObject({ isPaused: true, speed: 3600 })
    // Paused as it is, it goes on to there and no further.
    const iso = new Date(Math.ceil(session.time / 3_600_000) * 3_600_000 + 7_200_000).toISOString()
    await controls.getByRole('button', { name: 'Go to …' }).click()
    const dialog = page.locator('dialog')
    await dialog.getByLabel('time, UTC').fill(iso.slice(0, 16))
    await dialog.getByRole('button', { name: 'Go', exact: true }).click()
    const there = `${iso.slice(0, 16).replace('T', ' ')} UTC`
    await page.locator('.status-bar .clock', { hasText: there }).waitFor()
    await page.locator('.status-bar .session', { hasText: 'paused' }).waitFor()
    expect((await state(page)).session).toMatchObject({ isPaused: true, until: null })
    // What has been is not played again.
    await controls.getByRole('button', { name: 'Go to …' }).click()
    await dialog.getByLabel('time, UTC').fill('2025-05-05T00:00')
    await dialog.getByRole('button', { name: 'Go', exact: true }).click()
    await page.locator('.toast.error', { hasText: 'The host did not do it' }).waitFor()
    await controls.getByRole('button', { name: 'Play' }).click()
    await page.locator('.status-bar .session', { hasText: 'playing' }).waitFor()
    expect(faults.filter((text) => !text.includes('status of 4'))).toEqual([])
    await page.close()
  })
})
