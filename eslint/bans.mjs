/** Syntax that is not written here, each with what to do instead. For `no-restricted-syntax`. */
export const bans = {
  exports: [
    { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
    { selector: 'ExportAllDeclaration', message: 'List the names that are exported.' },
  ],
  environment: [
    {
      selector: 'MemberExpression[object.name="process"][property.name="env"]',
      message: 'Only src/environment.ts of an app reads the environment. Take the value as a parameter.',
    },
    {
      selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
      message: 'Only src/environment.ts of an app reads the environment. Take the value as a parameter.',
    },
  ],
  localTime: [
    {
      selector:
        'CallExpression[callee.property.name=/^(get|set)(FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
      message:
        'That is the time zone of the machine. Use the UTC form, or count from an instant; days are Asia/Taipei.',
    },
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length>1]',
      message: 'That is the time zone of the machine. Use Date.UTC(…).',
    },
    {
      selector: 'CallExpression[callee.property.name=/^(toLocale(Date|Time)String|toDateString|toTimeString)$/]',
      message: 'That is the time zone of the machine. Use Intl.DateTimeFormat with a timeZone, or toISOString().',
    },
    {
      selector:
        ':matches(NewExpression, CallExpression)[callee.object.name="Intl"][callee.property.name="DateTimeFormat"]:not(:has(ObjectExpression > Property[key.name="timeZone"]))',
      message: 'Without a timeZone that is the one of the machine. Say which.',
    },
  ],
  clock: [
    {
      selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
      message: 'A domain library has no clock. Take the time as a parameter.',
    },
    {
      selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
      message: 'A domain library has no clock. Take the time as a parameter.',
    },
    {
      selector: 'CallExpression[callee.object.name="Math"][callee.property.name="random"]',
      message: 'A domain library gives the same answer each time. Take the random number as a parameter.',
    },
  ],
  subscriptions: [
    {
      selector: 'CallExpression[callee.property.name="subscribe"]',
      message: 'Only libs/screen/data-access subscribes. Read a signal of a store.',
    },
  ],
  sleeps: [
    {
      selector: 'CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
      message: 'A test waits for a condition, not for time. Use `eventually` of @lianfang/testing.',
    },
    {
      selector: 'ImportDeclaration[source.value=/^(node:)?timers\\/promises$/]',
      message: 'A test waits for a condition, not for time. Use `eventually` of @lianfang/testing.',
    },
  ],
};
