import Redis

/// The server-side half of the engine: one Redis function per transition, so that each is one atomic step.
///
/// The library carries its major version in its name. Majors coexist, on the same keys, so that processes of two versions can share a queue while
/// one is replaced by the other; within a major, functions are only added (`docs/upgrade.md`; `RollingUpgradeFault` compares the texts).
/// Keys of a queue shard, all below one base key that carries the hash tag of the shard:
///
/// | Suffix | Type | Content |
/// |---|---|---|
/// | `:ring` | list | tenants with ready jobs, each once, in turn |
/// | `:t:<tenant>` | list | ready jobs of one tenant |
/// | `:redo` | list | redelivered jobs, claimed alone |
/// | `:delayed` | sorted set | jobs by due time in milliseconds |
/// | `:claims` | sorted set | claim tokens by lease expiry in milliseconds |
/// | `:own` | hash | claim token → owner, time, count and bytes |
/// | `:c:<token>` | list | jobs of one claim |
/// | `:dead`, `:deadidx` | hash, sorted set | dead letters, and their times |
/// | `:deadok` | set | dead letters that were copied elsewhere; only they may be trimmed |
/// | `:workers` | hash | owner → what its last heartbeat said |
/// | `:wake` | list | at most one wake token |
/// | `:meta` | hash | counters, the pause mark, and `quiet:<owner>` for workers that shall take nothing |
///
/// Lua traps kept in mind: `tostring` of a number above 2^46 loses digits, so milliseconds are written by `format`;
/// `unpack` is bounded by the C stack, so lists are moved in chunks.
enum QueueFunctions {
    static let library = RedisFunctionLibrary(
        name: "leadr_q2",
        source: (["#!lua name=leadr_q2\n", helpers] + claims + recovery + dead + control + inspection).joined(separator: "\n")
    )

    private static let helpers = """
        local CHUNK = 500

        local function now_ms()
            local t = redis.call('TIME')
            return tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
        end

        local function ms(n) return string.format('%.0f', n) end

        -- Bytes that are no envelope travel under a tenant of their own until a worker buries them.
        local function tenant_of(job)
            if string.sub(job, 1, 2) ~= 'J1' then return 'malformed' end
            local length = tonumber(string.sub(job, 54, 55), 16)
            if not length or length == 0 then return 'malformed' end
            return string.sub(job, 62, 61 + length)
        end

        local function wake(base)
            if redis.call('LLEN', base .. ':wake') == 0 then redis.call('RPUSH', base .. ':wake', '1') end
        end

        local function push_all(key, jobs)
            local length = 0
            for first = 1, #jobs, CHUNK do
                length = redis.call('RPUSH', key, unpack(jobs, first, math.min(first + CHUNK - 1, #jobs)))
            end
            return length
        end

        -- Appends jobs of one tenant; a tenant whose list was empty takes its place at the end of the ring.
        local function push_tenant(base, tenant, jobs)
            if #jobs == 0 then return end
            local length = push_all(base .. ':t:' .. tenant, jobs)
            if length == #jobs then redis.call('RPUSH', base .. ':ring', tenant) end
        end

        -- Puts a job first in its tenant's list, and the tenant first in the ring if it was not there.
        local function give_back(base, job)
            local tenant = tenant_of(job)
            if redis.call('LPUSH', base .. ':t:' .. tenant, job) == 1 then redis.call('LPUSH', base .. ':ring', tenant) end
        end

        local function total(jobs)
            local bytes = 0
            for i = 1, #jobs do bytes = bytes + #jobs[i] end
            return bytes
        end

        -- Jobs and bytes that enter or leave the queue as a whole.
        local function account(base, count, bytes)
            if count ~= 0 then redis.call('HINCRBY', base .. ':meta', 'n', count) end
            if bytes ~= 0 then redis.call('HINCRBY', base .. ':meta', 'b', bytes) end
        end

        local function enter(base, count, bytes)
            account(base, count, bytes)
            redis.call('HINCRBY', base .. ':meta', 'in', count)
        end

        -- What a claim holds: owner, claimed at, count, bytes. nil when it is no longer held.
        local function holding(base, token)
            local text = redis.call('HGET', base .. ':own', token)
            if not text then return nil end
            local owner, at, count, bytes = string.match(text, '^(.-)|(%d+)|(%d+)|(%d+)$')
            -- A damaged record must not stop what follows half-way; the check of the queue mends the counters.
            if not owner then return { owner = 'unknown:0:unknown', at = '0', count = 0, bytes = 0 } end
            return { owner = owner, at = at, count = tonumber(count), bytes = tonumber(bytes) }
        end

        local function release(base, token, held)
            redis.call('DEL', base .. ':c:' .. token)
            redis.call('ZREM', base .. ':claims', token)
            redis.call('HDEL', base .. ':own', token)
            redis.call('HINCRBY', base .. ':meta', 'cn', 0 - held.count)
        end

        -- A dead letter: time, owner and reason with their lengths, then the envelope.
        local function bury(base, id, now, owner, reason, job)
            local record = ms(now) .. ' ' .. #owner .. ' ' .. #reason .. '\\n' .. owner .. reason .. job
            local former = redis.call('HSTRLEN', base .. ':dead', id)
            redis.call('HSET', base .. ':dead', id, record)
            redis.call('ZADD', base .. ':deadidx', ms(now), id)
            redis.call('SREM', base .. ':deadok', id)
            redis.call('HINCRBY', base .. ':meta', 'db', #record - former)
            redis.call('HINCRBY', base .. ':meta', 'buried', 1)
        end

        local function promote_due(base, now, limit)
            local due = redis.call('ZRANGEBYSCORE', base .. ':delayed', '-inf', ms(now), 'LIMIT', 0, limit)
            for i = 1, #due do
                redis.call('ZREM', base .. ':delayed', due[i])
                -- What took a worker down before is claimed alone also after a retry.
                if (tonumber(string.sub(due[i], 3, 5)) or 0) > 0 then
                    redis.call('RPUSH', base .. ':redo', due[i])
                else
                    push_tenant(base, tenant_of(due[i]), { due[i] })
                end
            end
            return #due
        end

        """
}
