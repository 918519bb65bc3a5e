/** How an attempt gets on, for those who watch. Nothing is decided by these. */
export type ObserveEvent =
  | { readonly kind: 'run-started'; readonly run: string }
  /** The program accepted a connection. */
  | { readonly kind: 'ready'; readonly run: string; readonly program: string }
  /** A step begins; `step` counts from 1. */
  | { readonly kind: 'step'; readonly run: string; readonly step: number; readonly of: number }
  | { readonly kind: 'run-ended'; readonly run: string };
