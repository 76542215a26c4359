// The datasets of the history store, with what one wants to know before using one.

import { listDatasets, type StoredDataset } from '../data/store/place.ts'
import { type Summary, summaryOf } from '../data/store/summary.ts'
import { HostError } from '../errors.ts'

export interface ListedDataset {
  readonly dataset: StoredDataset
  /** Or why it cannot be read. */
  readonly summary: Summary | HostError
}

export async function listData(store: string): Promise<ListedDataset[]> {
  const rows: ListedDataset[] = []
  for (const dataset of listDatasets(store)) {
    const summary = await summaryOf(dataset).catch((error: unknown) => {
      if (error instanceof HostError) return error
      throw error
    })
    rows.push({ dataset, summary })
  }
  return rows
}
