/** The very line, sample, span or answer that something is said about. */
export type Where =
  | {
      readonly signal: 'stdout' | 'stderr';
      readonly run: string;
      readonly program: string;
      readonly line: number;
      readonly from?: number;
      readonly to?: number;
    }
  | {
      readonly signal: 'scrape';
      readonly run: string;
      readonly scrape: string;
      readonly line: number;
      readonly from?: number;
      readonly to?: number;
    }
  | { readonly signal: 'span'; readonly run: string; readonly traceId: string; readonly spanId: string }
  | { readonly signal: 'log-record'; readonly run: string; readonly index: number }
  | { readonly signal: 'metric'; readonly run: string; readonly metric: string }
  | { readonly signal: 'datagram'; readonly run: string; readonly index: number }
  | { readonly signal: 'request'; readonly run: string; readonly request: string }
  | { readonly signal: 'stub-call'; readonly run: string; readonly index: number }
  | { readonly signal: 'exit'; readonly run: string; readonly program: string };
// `line` counts from 1; `index` counts from 0; `from` and `to` are UTF-16 offsets into the line, `to` excluded.
