// Given: a database with a connection pool, played in memory. You never need to change it.
import { setTimeout as sleep } from 'node:timers/promises';

export type Row = Readonly<Record<string, unknown>>;

export interface Connection {
  /**
   * Takes a few milliseconds, as a database over the network does. It knows three sentences:
   * `INSERT INTO orders (id, sku) VALUES ($1, $2)`, `SELECT * FROM orders WHERE id = $1` and
   * `UPDATE orders SET status = $1 WHERE id = $2`.
   * @returns the rows that were written or found
   */
  query(sql: string, values: readonly unknown[]): Promise<readonly Row[]>;
  /** Gives the connection back. Once is enough; never is a leak. */
  release(): void;
}

export interface Pool {
  /** How many connections there are at most. */
  readonly size: number;
  /** Connections that somebody holds now. */
  readonly inUse: number;
  /** Callers that wait for a connection now. */
  readonly waiting: number;
  /** Resolves when a connection is free: first come, first served. */
  acquire(): Promise<Connection>;
}

export function createPool({ size = 10, queryMs = 4 }: { size?: number; queryMs?: number } = {}): Pool {
  const tables = new Map<string, Row[]>();
  const waiting: (() => void)[] = [];
  let inUse = 0;

  function connect(): Connection {
    let isReleased = false;
    return {
      async query(sql, values) {
        if (isReleased) throw new Error('the connection was released already');
        await sleep(queryMs * (0.5 + Math.random()));
        return run(tables, sql, values);
      },
      release() {
        if (isReleased) return;
        isReleased = true;
        const next = waiting.shift();
        if (next) next();
        else inUse -= 1;
      },
    };
  }

  return {
    size,
    get inUse() {
      return inUse;
    },
    get waiting() {
      return waiting.length;
    },
    async acquire() {
      if (inUse < size) inUse += 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      return connect();
    },
  };
}

function run(tables: Map<string, Row[]>, sql: string, values: readonly unknown[]): Row[] {
  const insert = /^INSERT INTO (\w+) \(([\w, ]+)\) VALUES/.exec(sql);
  if (insert) {
    const columns = insert[2]!.split(', ');
    const row = Object.fromEntries(columns.map((column, index) => [column, values[index]]));
    rowsOf(tables, insert[1]!).push(row);
    return [row];
  }
  const select = /^SELECT \* FROM (\w+) WHERE (\w+) = \$1$/.exec(sql);
  if (select) return rowsOf(tables, select[1]!).filter((row) => row[select[2]!] === values[0]);
  const update = /^UPDATE (\w+) SET (\w+) = \$1 WHERE (\w+) = \$2$/.exec(sql);
  if (update) {
    const rows = rowsOf(tables, update[1]!);
    const isMeant = (row: Row): boolean => row[update[3]!] === values[1];
    const changed = rows.map((row) => (isMeant(row) ? { ...row, [update[2]!]: values[0] } : row));
    tables.set(update[1]!, changed);
    return changed.filter(isMeant);
  }
  throw new Error(`syntax error in "${sql}"`);
}

function rowsOf(tables: Map<string, Row[]>, table: string): Row[] {
  const rows = tables.get(table) ?? [];
  tables.set(table, rows);
  return rows;
}
