import { learnAll } from './learn.js';

const result = await learnAll().catch((error) => ({ error: `${error.stack}` }));
await fetch('/', { method: 'POST', body: JSON.stringify(result) });
