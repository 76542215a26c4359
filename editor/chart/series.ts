// The chart's panes and series, and their colours: candles over volume, equity, drawdown.
import {
  AreaSeries,
  BaselineSeries,
  CandlestickSeries,
  ColorType,
  CrosshairMode,
  createChart,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  LineStyle,
} from 'lightweight-charts'
import { percent } from '../core/format.ts'
import { colour } from '../layout/theme.ts'

export interface ChartParts {
  readonly chart: IChartApi
  readonly candles: ISeriesApi<'Candlestick'>
  readonly volume: ISeriesApi<'Histogram'>
  readonly equity: ISeriesApi<'Baseline'>
  readonly drawdown: ISeriesApi<'Area'>
}

const SANS = 'Inter, -apple-system, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif'

export function createParts(host: HTMLElement): ChartParts {
  const chart = createChart(host, {
    autoSize: true,
    layout: { fontFamily: SANS, fontSize: 11, attributionLogo: false },
    crosshair: { mode: CrosshairMode.Normal },
    timeScale: {
      timeVisible: true,
      secondsVisible: false,
      minBarSpacing: 0.05,
      rightOffset: 2,
      borderVisible: false,
    },
    rightPriceScale: { borderVisible: false, minimumWidth: 68 },
    handleScale: { axisPressedMouseMove: true },
    localization: { locale: 'en' },
  })
  const candles = chart.addSeries(CandlestickSeries, {
    borderVisible: false,
    priceLineVisible: false,
  })
  candles.priceScale().applyOptions({ scaleMargins: { top: 0.26, bottom: 0.16 } })
  const volume = chart.addSeries(HistogramSeries, {
    priceScaleId: 'volume',
    priceFormat: { type: 'volume' },
    lastValueVisible: false,
    priceLineVisible: false,
  })
  volume.priceScale().applyOptions({ scaleMargins: { top: 0.86, bottom: 0 } })
  const equity = chart.addSeries(
    BaselineSeries,
    {
      lineWidth: 2,
      priceLineVisible: false,
      priceFormat: { type: 'price', precision: 0, minMove: 1 },
    },
    1,
  )
  const drawdown = chart.addSeries(
    AreaSeries,
    {
      lineWidth: 1,
      invertFilledArea: true,
      priceLineVisible: false,
      priceFormat: { type: 'custom', minMove: 0.0001, formatter: (v: number) => percent(v) },
    },
    2,
  )
  equity.priceScale().applyOptions({ scaleMargins: { top: 0.25, bottom: 0.08 } })
  drawdown.priceScale().applyOptions({ scaleMargins: { top: 0.28, bottom: 0.05 } })
  const [, second, third] = chart.panes()
  chart.panes()[0]!.setStretchFactor(5)
  second!.setStretchFactor(1.7)
  third!.setStretchFactor(1.1)
  const parts = { chart, candles, volume, equity, drawdown }
  paint(parts)
  return parts
}

/** Takes the colours from the style sheet: again after the theme has changed. */
export function paint({ chart, candles, equity, drawdown }: ChartParts): void {
  const line = colour('line')
  const up = colour('up')
  const down = colour('down')
  chart.applyOptions({
    layout: {
      background: { type: ColorType.Solid, color: colour('panel') },
      textColor: colour('dim'),
      panes: { separatorColor: line, separatorHoverColor: colour('line-strong') },
    },
    grid: { vertLines: { color: colour('grid') }, horzLines: { color: colour('grid') } },
    crosshair: {
      vertLine: {
        color: colour('faint'),
        style: LineStyle.Dotted,
        labelBackgroundColor: colour('label'),
      },
      horzLine: {
        color: colour('faint'),
        style: LineStyle.Dotted,
        labelBackgroundColor: colour('label'),
      },
    },
  })
  candles.applyOptions({
    upColor: up,
    downColor: down,
    wickUpColor: up,
    wickDownColor: down,
  })
  equity.applyOptions({
    topLineColor: up,
    topFillColor1: `${up}38`,
    topFillColor2: `${up}08`,
    bottomLineColor: down,
    bottomFillColor1: `${down}08`,
    bottomFillColor2: `${down}38`,
  })
  drawdown.applyOptions({
    lineColor: down,
    topColor: `${down}40`,
    bottomColor: `${down}10`,
  })
}
