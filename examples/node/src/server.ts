import express from 'express';

import { greet } from './greeting.js';

const app = express();
app.get('/', (request, response) => {
  response.type('text').send(greet(String(request.query['name'] ?? 'world')));
});
app.listen(8080, () => console.log('listening on port 8080'));
