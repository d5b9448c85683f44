// Asks the server at the given base URL through OpenAI's official client and prints what it got as one JSON object.
import { readFileSync } from "node:fs";
import OpenAI from "openai";

const [baseURL, model, picture] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey: "sesame", maxRetries: 0 });
const question = [{ role: "user", content: "hello" }];

async function streamed(request) {
  const stream = await client.chat.completions.create({ model, stream: true, stream_options: { include_usage: true }, ...request });
  const pieces = [];
  let reason = null;
  let usage = null;
  for await (const chunk of stream) {
    const choice = chunk.choices[0];
    if (choice?.delta?.content) pieces.push(choice.delta.content);
    reason = choice?.finish_reason ?? reason;
    usage = chunk.usage ?? usage;
  }
  return { pieces, text: pieces.join(""), reason, usage };
}

async function refused(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { kind: error.constructor.name, status: error.status, code: error.code, message: error.message };
  }
}

const url = "data:image/png;base64," + readFileSync(picture).toString("base64");
const look = [{ role: "user", content: [{ type: "image_url", image_url: { url } }, { type: "text", text: "Read the text." }] }];

const models = [];
for await (const entry of client.models.list()) models.push(entry.id);
const whole = await client.chat.completions.create({ model, messages: question, logprobs: true, top_logprobs: 2 });
const stopped = new AbortController();
const leaving = await client.chat.completions.create({ model, messages: question, stream: true }, { signal: stopped.signal });
for await (const chunk of leaving) if (chunk.choices[0]?.delta?.content) break;

console.log(JSON.stringify({
  models,
  whole: {
    text: whole.choices[0].message.content,
    usage: whole.usage,
    logprobs: whole.choices[0].logprobs.content.length,
    alternatives: whole.choices[0].logprobs.content[0].top_logprobs.length,
  },
  streamed: await streamed({ messages: question }),
  picture: await streamed({ messages: look }),
  completion: (await client.completions.create({ model, prompt: "he", max_tokens: 4 })).choices[0].text,
  unknownModel: await refused(() => client.chat.completions.create({ model: "gpt-none", messages: question })),
  negative: await refused(() => client.chat.completions.create({ model, messages: question, max_tokens: -1 })),
  address: await refused(() => client.chat.completions.create({
    model,
    messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "http://127.0.0.1:1/x.png" } }] }],
  })),
  wrongKey: await refused(() => new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 }).models.list()),
}));
