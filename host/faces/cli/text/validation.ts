// A script's check as text: a line per finding, then what kind of strategy it is and what the trial
// came to.
import { dirname, join } from 'node:path'
import type { ValidateReport } from '#host/app/validate.ts'
import type { Diagnostic } from '#host/validate/diagnostic.ts'
import type { Warmup } from '#host/validate/dynamic/validate.ts'
import type { ParamSpec } from '#sdk/metadata.ts'
import { paint } from '../terminal.ts'
import { time } from './figures.ts'
import { alignTable } from './table.ts'

export function validationText(report: ValidateReport, stream: NodeJS.WriteStream): string {
  const findings = report.diagnostics.flatMap((one) => finding(one, report.script, stream))
  const blank = findings.length === 0 ? [] : ['']
  return `${[...findings, ...blank, verdict(report, stream), ...summary(report)].join('\n')}\n`
}

function finding(one: Diagnostic, script: string, stream: NodeJS.WriteStream): string[] {
  const path = one.file === undefined ? script : join(dirname(script), one.file)
  const severity = paint(one.severity === 'error' ? 'red' : 'yellow', one.severity, stream)
  const head = `${path}:${one.line}:${one.column}  ${severity}  ${one.code}  ${one.message}`
  return one.hint === undefined ? [head] : [head, `  hint: ${one.hint}`]
}

function verdict({ valid, script, diagnostics }: ValidateReport, stream: NodeJS.WriteStream) {
  const count = (severity: Diagnostic['severity']) =>
    diagnostics.filter((one) => one.severity === severity).length
  const counts = [
    [count('error'), 'error'],
    [count('warning'), 'warning'],
  ] as const
  const found = counts.flatMap(([n, what]) => (n === 0 ? [] : `${n} ${what}${n === 1 ? '' : 's'}`))
  const word = valid ? paint('green', 'valid', stream) : paint('red', 'invalid', stream)
  return `${script}: ${word}${found.length === 0 ? '' : `, ${found.join(', ')}`}`
}

function summary({ strategy, dryRun, proof }: ValidateReport): string[] {
  if (strategy === null) return []
  const rows = [['strategy', strategy.name + (strategy.version ? ` ${strategy.version}` : '')]]
  rows.push(['timeframe', strategy.timeframe])
  const params = Object.entries(strategy.params).map(paramText)
  if (params.length > 0) rows.push(['params', params.join(', ')])
  if (dryRun !== null) {
    const { detectOpportunity, filterCommitment, managePosition } = dryRun.asked
    const calls = `${detectOpportunity} + ${filterCommitment} + ${managePosition} calls`
    rows.push(['dry run', `${dryRun.bars} bars, ${calls}, ${dryRun.trades} trades`])
    rows.push(['warm-up', warmupText(dryRun.warmup)])
    rows.push(['sample', dryRun.sample])
  }
  if (proof !== null) {
    const cuts = proof.cuts.map(time).join(', ')
    rows.push(['no look-ahead', `${proof.decisions} decisions, cut at ${cuts}`])
    rows.push(['proof', proof.sha256])
  }
  return alignTable(rows, 'll').map((line) => `  ${line}`)
}

function warmupText({ declared, needed, by }: Warmup): string {
  const need = by === null ? 'no indicator needs one' : `${needed} needed, by ${by}`
  return `${declared} bars; ${need}`
}

function paramText([name, { default: preset, min, max, choices }]: [string, ParamSpec]): string {
  const range =
    choices !== undefined
      ? ` (${choices.join(' | ')})`
      : min !== undefined || max !== undefined
        ? ` (${min ?? ''}…${max ?? ''})`
        : ''
  return `${name}=${preset}${range}`
}
