extension StateLibrary {
    /// Nonces, idempotency records and the gate that a submission passes.
    ///
    /// The nonces of one identity are one sorted set, member = the 16 bytes of the nonce. The score tells the state: positive = open, the time of
    /// expiry; negative = used, minus the time at which it is forgotten. So issuing and consuming are one write each, a set of up to 128 nonces is
    /// stored compactly (some 30 bytes each), and each class is a range of scores. One more member, `l`, is the limiter of the identity: its score
    /// is minus the theoretical arrival time in microseconds, a thousand times below every other, and it is written by the same command.
    static let ingestSource = """
        -- Forgets what is due, keeps a bounded memory of used nonces, drops the oldest open ones beyond the limit.
        local function prune_nonces(key, now, open_limit, unused_memory, used_kept)
            local open = redis.call('ZCOUNT', key, '(' .. number_text(now), '+inf')
            if open > open_limit then
                local oldest = redis.call('ZRANGEBYSCORE', key, '(' .. number_text(now), '+inf', 'LIMIT', 0, open - open_limit)
                for _, nonce in ipairs(oldest) do redis.call('ZREM', key, nonce) end
            end
            if redis.call('ZCARD', key) <= 127 then return end
            redis.call('ZREMRANGEBYSCORE', key, '(' .. number_text(-now), '(0')
            redis.call('ZREMRANGEBYSCORE', key, '(0', number_text(now - unused_memory))
            local used = redis.call('ZCOUNT', key, '-inf', '(0')
            if used > used_kept then redis.call('ZREMRANGEBYRANK', key, used_kept, used - 1) end
        end

        -- KEYS nonces. ARGV nonce, life, open limit, memory of unused, memory of used, used kept, interval, burst (0: no limiter).
        -- Times in milliseconds, interval in microseconds. Returns {1, expiry in ms} or {0, wait in ms}.
        register('leadr_state3_nonce_issue', function(keys, args)
            local key, time = keys[1], now_us()
            local now, life, burst = math.floor(time / 1000), tonumber(args[2]), tonumber(args[8])
            if burst > 0 then
                local known = -tonumber(redis.call('ZSCORE', key, 'l') or '0')
                local arrival, wait = next_arrival(known, time, tonumber(args[7]), burst)
                if not arrival then return { 0, wait } end
                redis.call('ZADD', key, number_text(now + life), args[1], number_text(-arrival), 'l')
            else
                redis.call('ZADD', key, number_text(now + life), args[1])
            end
            -- Renewed at half time only: looking is cheap, a write goes to the log.
            local needed = life + math.max(tonumber(args[4]), tonumber(args[5]))
            if redis.call('PTTL', key) < needed then redis.call('PEXPIRE', key, number_text(2 * needed)) end
            if redis.call('ZCARD', key) > tonumber(args[3]) then
                prune_nonces(key, now, tonumber(args[3]), tonumber(args[4]), tonumber(args[6]))
            end
            return { 1, now + life }
        end)

        -- 0 consumed, 1 unknown to this identity, 2 used before, 3 expired.
        local function consume_nonce(key, nonce, unused_memory, used_memory)
            local score = redis.call('ZSCORE', key, nonce)
            if not score then return 1 end
            score = tonumber(score)
            local now = now_ms()
            if score < 0 then return now < -score and 2 or 1 end
            if now >= score then return now - score < unused_memory and 3 or 1 end
            redis.call('ZADD', key, number_text(-(now + used_memory)), nonce)
            return 0
        end

        -- KEYS nonces [, idempotency record]. ARGV nonce ('' when none came), memory of unused, memory of used, record, life of the record.
        -- Returns the record that exists already, else 4 when there is no nonce, else the result of consume_nonce; on 0 the record is written.
        register('leadr_state3_gate', function(keys, args)
            if keys[2] then
                local record = redis.call('GET', keys[2])
                if record then return record end
            end
            if args[1] == '' then return 4 end
            local result = consume_nonce(keys[1], args[1], tonumber(args[2]), tonumber(args[3]))
            if result == 0 and keys[2] then redis.call('SET', keys[2], args[4], 'PX', args[5]) end
            return result
        end)

        -- KEYS record. ARGV record. Removes the record if it is still the given one. Returns whether it did.
        register('leadr_state3_idempotency_release', function(keys, args)
            if redis.call('GET', keys[1]) ~= args[1] then return 0 end
            return redis.call('DEL', keys[1])
        end)

        -- KEYS record. ARGV record as claimed, record as confirmed. Replaces one by the other, keeping its life. Returns whether it did.
        register('leadr_state3_idempotency_confirm', function(keys, args)
            if redis.call('GET', keys[1]) ~= args[1] then return 0 end
            redis.call('SET', keys[1], args[2], 'KEEPTTL')
            return 1
        end)
        """
}
