const name = process.env['ON_CALL'];
console.log('name is', name);

const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: 'on call',
  name,
};

console.log(JSON.stringify(line));
