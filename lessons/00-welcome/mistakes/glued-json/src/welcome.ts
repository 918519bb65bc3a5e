// Bento's night shift begins with one line: who is on call.
// The name comes from outside, in the environment variable ON_CALL.

console.log(`{"level":"info","time":"${new Date().toISOString()}","msg":"on call","name":"${process.env['ON_CALL']}"}`);
