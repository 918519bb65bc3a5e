/** A counter and its page, written by hand: one HELP, one TYPE, one sample. */
const name = 'bento_orders_total';
let placed = 0;

export function countOrder(): void {
  placed += 1;
}

export function metricsPage(): string {
  return [`# HELP ${name} Orders answered with 201.`, `# TYPE ${name} counter`, `${name} ${placed}`, ''].join('\n');
}
