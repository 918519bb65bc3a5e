// Given: the packing table. A moment after an order has been answered, its box gets a label and a courier.
//
// The table trusts what the kitchen said. Some night the kitchen says something else, and then an error is thrown where
// no request waits and no `await` can catch it. Every real service has such a place, and nobody knows yet where it is.
// That is what this file is for: it stays as it is.
import { setTimeout as sleep } from 'node:timers/promises';

/** What the kitchen says when it takes an order. */
export interface Ticket {
  /** Where the box waits: `B4`. */
  readonly shelf: string;
  readonly courier: string;
}

const soonMs = 15;
const couriers = ['Amal', 'Bruno', 'Chiara', 'Dev'];
const labels: string[] = [];

/** Begins to pack and comes back at once. */
export function packBox(orderId: string, ticket: Ticket): void {
  setTimeout(() => stickLabel(orderId, ticket.shelf), soonMs);
  void callCourier(orderId, ticket.courier);
}

function stickLabel(orderId: string, shelf: string): void {
  if (!/^[A-F][1-9]$/.test(shelf)) throw new RangeError(`there is no shelf "${shelf}"`);
  labels.push(`${shelf} ${orderId}`);
}

async function callCourier(orderId: string, courier: string): Promise<void> {
  await sleep(soonMs);
  if (!couriers.includes(courier)) throw new Error(`no courier is called "${courier}" (order ${orderId})`);
}
