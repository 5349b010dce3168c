/** Runs before each test file: what a developer has set on the machine must not decide whether tests pass. */
process.umask(0o022);

// git heeds no settings of the machine or of the user.
process.env['GIT_CONFIG_NOSYSTEM'] = '1';
process.env['GIT_CONFIG_GLOBAL'] = '/dev/null';

// Nor do docker's programs and ours.
for (const name of ['DOCKER_CONFIG', 'DOCKER_HOST', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'SOURCE_DATE_EPOCH']) {
  Reflect.deleteProperty(process.env, name);
}
