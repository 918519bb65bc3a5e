const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: 'on call',
  name: process.env['ON_CALL'],
};

process.stdout.write(JSON.stringify(line));
