const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: 'on call',
  name: process.env['ONCALL'],
};

console.log(JSON.stringify(line));
