import { pino } from 'pino';

const log = pino({ base: { name: process.env['ON_CALL'] } });

log.info('on call');
