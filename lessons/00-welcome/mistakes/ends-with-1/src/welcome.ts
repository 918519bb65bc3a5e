const name = process.env['ON_CALL'];

console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: 'on call', name }));

// "Done" is said by 1 in many languages; for a process it means failure.
process.exitCode = 1;
