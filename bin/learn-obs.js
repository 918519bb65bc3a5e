#!/usr/bin/env node
// Old Nodes read this file too: no syntax here that Node 12 does not know.
(function () {
  var path = require('path');
  var requirement = require('../package.json').engines.node;
  if (!isNewEnough(process.versions.node)) {
    process.stderr.write(
      'learn-obs needs Node ' +
        requirement +
        '; this is ' +
        process.version +
        ' (' +
        process.execPath +
        ').\n' +
        'Next: let npx bring the right one and start learn-obs with it:\n\n' +
        '    npx -y -p node@24 ' +
        fetched() +
        'learn-obs ' +
        process.argv.slice(2).join(' ') +
        '\n',
    );
    process.exitCode = 2;
    return;
  }
  require('module').enableCompileCache();
  var main = require('url').pathToFileURL(path.join(__dirname, '..', 'dist', newest('bundle', 'src'), 'main.js')).href;
  var ended = false;
  process.on('exit', function () {
    if (ended) return;
    process.stderr.write('learn-obs stopped in the middle of its work. This is a fault of learn-obs.\n');
    process.exitCode = 70;
  });
  void import(main)
    .then(function (roof) {
      return roof.main();
    })
    .then(function (exitCode) {
      ended = true;
      process.exitCode = exitCode;
    });

  // In a checkout the compiler may have run alone; then the bundle is not what the sources say.
  function newest(bundle, modules) {
    return writtenAt(modules) > writtenAt(bundle) ? modules : bundle;
  }

  function writtenAt(folder) {
    var file = require('fs').statSync(path.join(__dirname, '..', 'dist', folder, 'main.js'), { throwIfNoEntry: false });
    return file ? file.mtimeMs : 0;
  }

  // npx keeps what it fetched in a folder of its own; what is installed here is found without fetching.
  function fetched() {
    return __dirname.split(path.sep).indexOf('_npx') < 0 ? '' : '-p learn-obs ';
  }

  // The ranges of package.json: ^22.22.3 || ^24.15.0 || >=26.0.0
  function isNewEnough(version) {
    var parts = version.split('.').map(Number);
    var minor = { 22: [22, 3], 24: [15, 0] }[parts[0]];
    if (parts[0] >= 26) return true;
    if (!minor) return false;
    return parts[1] > minor[0] || (parts[1] === minor[0] && parts[2] >= minor[1]);
  }
})();
