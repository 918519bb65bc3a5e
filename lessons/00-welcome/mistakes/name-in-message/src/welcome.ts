const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: `on call: ${process.env['ON_CALL']}`,
  name: process.env['ON_CALL'],
};

console.log(JSON.stringify(line));
