const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: 'on call',
  on_call: process.env['ON_CALL'],
};

console.log(JSON.stringify(line));
