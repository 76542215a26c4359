// Why a job failed, as whoever waits for it is told; crosses threads and goes out as JSON.
import { HostError, type HostErrorDetails } from '../errors.ts'

export interface JobError extends Pick<HostErrorDetails, 'file' | 'line' | 'column' | 'hint'> {
  readonly code: string
  readonly message: string
}

export function jobError(error: unknown): JobError {
  if (!(error instanceof HostError)) return { code: 'internal', message: (error as Error).message }
  const { code, message, file, line, column, hint } = error
  return { code, message, file, line, column, hint }
}
