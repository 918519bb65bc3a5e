interface Line {
  readonly level: string;
  readonly time: number;
  readonly msg: string;
  readonly name: string;
}

const { ON_CALL = 'nobody' } = process.env;

function write(line: Line): void {
  process.stdout.write(JSON.stringify(line) + '\n');
}

write({ msg: 'on call', name: ON_CALL, time: Date.now(), level: 'info' });
