import { textOf } from '../../model/text.ts';
import { argument } from '../../model/use.ts';
import { byMethod, type WriteLibrary } from './write.ts';

export const dynamoWrites: WriteLibrary = {
  name: 'dynamodb', modules: ['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'aws-sdk', 'dynamoose'],
  match: ({ site, external }) => (site.isNew && /\.(?:Put|Update|Delete|BatchWrite|TransactWrite)(?:Item|Items)?Command$/.test(external.path)) || /(?:DocumentClient#|DynamoDB#|DynamoDBDocument(?:\.from\(\)|#)|model\(\)#?)\.(?:put|putItem|update|updateItem|delete|deleteItem|batchWrite|transactWrite|create|save)$/.test(external.path),
};

export const firestoreWrites = byMethod('firestore', ['@google-cloud/firestore', 'firebase-admin', 'firebase-admin/firestore'], /(?:doc|collection|batch)\(\)\.(?:set|add|update|delete|create|commit)$/);

export const supabaseWrites = byMethod('supabase', ['@supabase/supabase-js'], /\.from\(\)\.(?:insert|update|upsert|delete)$/);

export const neo4jWrites: WriteLibrary = {
  name: 'neo4j', modules: ['neo4j-driver'],
  match: (use) => /\.(?:run|executeQuery)$/.test(use.external.path) && /\b(?:create|merge|set|delete|remove)\b/i.test(textOf(argument(use, 0), []).text),
};

/** The adapter of a Moleculer service that keeps its data by `moleculer-db`. */
export const moleculerDbWrites = byMethod('moleculer-db', ['moleculer-db'], /\.(?:insert|insertMany|updateById|updateMany|removeById|removeMany|findByIdAndUpdate)$/);

/** Redis keeps data of its own only where a service has no other database. */
export const redisWrites = byMethod('redis', ['redis', 'ioredis', '@redis/client'], /\.(?:set|setex|setEx|setnx|hset|hSet|hmset|hMSet|hdel|hDel|hincrby|hIncrBy|lpush|lPush|rpush|rPush|sadd|sAdd|srem|sRem|zadd|zAdd|zrem|zRem|incr|incrby|decr|decrby|del|unlink)$/);
