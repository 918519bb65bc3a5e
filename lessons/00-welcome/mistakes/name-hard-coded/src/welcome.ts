const line = {
  level: 'info',
  time: new Date().toISOString(),
  msg: 'on call',
  name: 'Bob',
};

console.log(JSON.stringify(line));
