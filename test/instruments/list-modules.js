// Preloaded into learn-obs: writes the address of every module that its main thread loads to the file named by MODULES_FILE.
import { writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  const urls = [];
  registerHooks({
    load: (url, context, next) => {
      urls.push(url);
      return next(url, context);
    },
  });
  process.on('exit', () => writeFileSync(process.env['MODULES_FILE'] ?? '', urls.join('\n')));
}
