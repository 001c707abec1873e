extension QueueFunctions {
    /// The invariants of a queue, checked in one atomic step and mended in it if wanted.
    static let check = [checkRing, checkClaims, checkCounters, checkContent, checkAll]

    private static let checkRing = """
        -- Every tenant in the ring has jobs and stands there once; every tenant with jobs stands there.
        local function check_ring(run)
            local base, seen, ready = run.base, {}, 0
            for _, tenant in ipairs(redis.call('LRANGE', base .. ':ring', 0, -1)) do
                local length = redis.call('LLEN', base .. ':t:' .. tenant)
                if seen[tenant] then
                    run.note('tenant-twice', tenant, 1, 2)
                    if run.repairs then redis.call('LREM', base .. ':ring', -1, tenant) end
                elseif length == 0 then
                    run.note('tenant-empty', tenant, 1, 0)
                    if run.repairs then redis.call('LREM', base .. ':ring', 1, tenant) end
                else
                    seen[tenant], ready = true, ready + length
                    run.lists[#run.lists + 1] = base .. ':t:' .. tenant
                end
            end
            for tenant in pairs(run.tenants) do
                local length = redis.call('LLEN', base .. ':t:' .. tenant)
                if not seen[tenant] and length > 0 then
                    ready = ready + length
                    run.lists[#run.lists + 1] = base .. ':t:' .. tenant
                    run.note('tenant-unreachable', tenant, 0, length)
                    if run.repairs then redis.call('RPUSH', base .. ':ring', tenant) end
                end
            end
            return ready
        end
        """

    private static let checkClaims = """
        -- Every claim has jobs, a lease and an owner who knows how many they are.
        local function check_claim(run, token)
            local base, now = run.base, ms(run.now)
            local lease, held = redis.call('ZSCORE', base .. ':claims', token), holding(base, token)
            local length = redis.call('LLEN', base .. ':c:' .. token)
            if length == 0 then
                if not lease and not held then return 0 end
                run.note('claim-empty', token, held and held.count or 1, 0)
                if run.repairs then
                    redis.call('ZREM', base .. ':claims', token)
                    redis.call('HDEL', base .. ':own', token)
                end
                return 0
            end
            run.lists[#run.lists + 1] = base .. ':c:' .. token
            if not lease then
                run.note('claim-without-lease', token, 1, 0)
                -- A lease that is over: the reaper takes the jobs back with its next pass.
                if run.repairs then redis.call('ZADD', base .. ':claims', now, token) end
            end
            if not held or held.count ~= length then
                run.note(held and 'claim-count' or 'claim-without-owner', token, held and held.count or 0, length)
                if run.repairs then
                    local bytes = total(redis.call('LRANGE', base .. ':c:' .. token, 0, -1))
                    local owner = held and held.owner .. '|' .. held.at or 'unknown:0:unknown|' .. now
                    redis.call('HSET', base .. ':own', token, owner .. '|' .. length .. '|' .. ms(bytes))
                end
            end
            return length
        end

        local function check_claims(run)
            for _, token in ipairs(redis.call('ZRANGE', run.base .. ':claims', 0, -1)) do run.tokens[token] = true end
            for _, token in ipairs(redis.call('HKEYS', run.base .. ':own')) do run.tokens[token] = true end
            local claimed = 0
            for token in pairs(run.tokens) do claimed = claimed + check_claim(run, token) end
            return claimed
        end
        """

    private static let checkCounters = """
        local function check_counter(run, field, name, actual)
            local expected = tonumber(redis.call('HGET', run.base .. ':meta', field) or 0)
            if expected == actual then return end
            run.note(name, '', expected, actual)
            if run.repairs then redis.call('HSET', run.base .. ':meta', field, ms(actual)) end
        end

        -- Each dead letter is in the index and the other way round.
        local function check_dead(run)
            local base, bytes = run.base, 0
            for _, id in ipairs(redis.call('HKEYS', base .. ':dead')) do
                bytes = bytes + redis.call('HSTRLEN', base .. ':dead', id)
                if not redis.call('ZSCORE', base .. ':deadidx', id) then
                    run.note('dead-without-time', id, 1, 0)
                    if run.repairs then redis.call('ZADD', base .. ':deadidx', ms(run.now), id) end
                end
            end
            for _, id in ipairs(redis.call('ZRANGE', base .. ':deadidx', 0, -1)) do
                if redis.call('HEXISTS', base .. ':dead', id) == 0 then
                    run.note('dead-without-letter', id, 1, 0)
                    if run.repairs then redis.call('ZREM', base .. ':deadidx', id) end
                end
            end
            check_counter(run, 'db', 'dead-bytes', bytes)
        end
        """

    private static let checkContent = """
        -- Reads every job: bytes as counted, no entry that is no job, no job in two places.
        local function check_content(run)
            local bytes, places = 0, {}
            local function look(entry)
                bytes = bytes + #entry
                if tenant_of(entry) == 'malformed' then return run.note('malformed', string.sub(entry, 1, 40), 0, 1) end
                local id = string.sub(entry, 9, 40)
                places[id] = (places[id] or 0) + 1
                if places[id] == 2 then run.note('job-twice', id, 1, 2) end
            end
            run.lists[#run.lists + 1] = run.base .. ':redo'
            for _, list in ipairs(run.lists) do
                local first, entries = 0, nil
                repeat
                    entries = redis.call('LRANGE', list, first, first + CHUNK - 1)
                    for i = 1, #entries do look(entries[i]) end
                    first = first + CHUNK
                until #entries < CHUNK
            end
            for _, entry in ipairs(redis.call('ZRANGE', run.base .. ':delayed', 0, -1)) do look(entry) end
            check_counter(run, 'b', 'bytes', bytes)
        end
        """

    /// Keys: base. Arguments: whether to read every job, whether to mend, then candidates as the scan names them, `t:<tenant>` and `c:<token>`.
    /// Returns jobs, dead letters, then four values per finding: code, subject, expected, actual.
    private static let checkAll = """
        redis.register_function{ function_name = 'leadr_q2_check', flags = { 'allow-oom' }, callback = function(keys, args)
            local found = {}
            local run = { base = keys[1], now = now_ms(), repairs = args[2] == '1', lists = {}, tenants = {}, tokens = {} }
            run.note = function(code, subject, expected, actual)
                for _, value in ipairs({ code, subject, ms(expected), ms(actual) }) do found[#found + 1] = value end
            end
            for i = 3, #args do
                local name = string.sub(args[i], 3)
                if string.sub(args[i], 1, 2) == 't:' then run.tenants[name] = true else run.tokens[name] = true end
            end
            local ready, claimed = check_ring(run), check_claims(run)
            local live = ready + claimed + redis.call('LLEN', run.base .. ':redo') + redis.call('ZCARD', run.base .. ':delayed')
            check_counter(run, 'n', 'jobs', live)
            check_counter(run, 'cn', 'claimed', claimed)
            if args[1] == '1' then
                check_dead(run)
                check_content(run)
            end
            local reply = { ms(live), ms(redis.call('HLEN', run.base .. ':dead')) }
            for i = 1, #found do reply[2 + i] = found[i] end
            return reply
        end }
        """
}
