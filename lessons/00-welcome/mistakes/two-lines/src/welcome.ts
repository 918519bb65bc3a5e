const name = process.env['ON_CALL'];

console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: 'starting' }));
console.log(JSON.stringify({ level: 'info', time: new Date().toISOString(), msg: 'on call', name }));
