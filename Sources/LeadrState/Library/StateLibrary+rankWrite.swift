extension StateLibrary {
    /// Writing the rank index.
    ///
    /// Keys of one board, all derived from its meta hash `B`: `B:z:<pool>:<generation>` sorted sets; `B:v:<period>` rows applied lately, two periods
    /// being looked at, so that each is remembered for one to two of them; `B:w:<generation>` rows applied while that generation is being built.
    /// A remembered row is `<version> <member>`, without a member for a deletion. Meta: `l` live generation, `b` building one, `r` run id of the
    /// server when that began, `g` last number given out, `v` board version.
    static let rankWriteSource = """
        local function rank_set(board, pool, generation)
            return board .. ':z:' .. pool .. ':' .. generation
        end

        -- Version and member remembered for each id, the highest version where several places know one.
        local function recall(board, period, building, ids)
            local places = { board .. ':v:' .. number_text(period), board .. ':v:' .. number_text(period - 1) }
            if building then places[3] = board .. ':w:' .. building end
            local versions, members = {}, {}
            for _, place in ipairs(places) do
                local found = redis.call('HMGET', place, unpack(ids))
                for index = 1, #ids do
                    if found[index] then
                        local space = string.find(found[index], ' ', 1, true)
                        local version = tonumber(string.sub(found[index], 1, space - 1))
                        if not versions[index] or version > versions[index] then
                            versions[index], members[index] = version, string.sub(found[index], space + 1)
                        end
                    end
                end
            end
            return versions, members
        end

        local function write_sets(board, generation, removals, additions)
            for _, pool in ipairs({ 'p', 't' }) do
                local set = rank_set(board, pool, generation)
                if #removals[pool] > 0 then redis.call('ZREM', set, unpack(removals[pool])) end
                if #additions[pool] > 0 then redis.call('ZADD', set, unpack(additions[pool])) end
            end
        end

        -- The first value is the time in microseconds, faster than any board can be written, so that versions never repeat after a loss of
        -- Redis's data.
        local function bump_version(board)
            local version = redis.call('HINCRBY', board, 'v', 1)
            if version == 1 then
                version = now_us()
                redis.call('HSET', board, 'v', number_text(version))
            end
            return version
        end

        local function drop_generation(board, generation)
            redis.call('UNLINK', rank_set(board, 'p', generation), rank_set(board, 't', generation), board .. ':w:' .. generation)
        end

        -- Six values per row from `first`: id, version, pool, score ('' for a deletion), member, former member ('' when unknown).
        local function collect(args, first)
            local ids = {}
            for index = first, #args, 6 do ids[#ids + 1] = args[index] end
            return ids
        end

        -- What has to leave and enter the sets for the rows that are not older than what is remembered.
        local function plan(args, first, versions, members)
            local removals, additions, memory = { p = {}, t = {} }, { p = {}, t = {} }, {}
            for index = first, #args, 6 do
                local row = (index - first) / 6 + 1
                local version, pool, score, member, former = args[index + 1], args[index + 2], args[index + 3], args[index + 4], args[index + 5]
                if not versions[row] or tonumber(version) >= versions[row] then
                    local removed, added = removals[pool], additions[pool]
                    if members[row] and members[row] ~= '' and members[row] ~= member then removed[#removed + 1] = members[row] end
                    if former ~= '' and former ~= member then removed[#removed + 1] = former end
                    if score == '' then
                        removed[#removed + 1] = member
                    else
                        added[#added + 1] = score
                        added[#added + 1] = member
                    end
                    memory[#memory + 1] = args[index]
                    memory[#memory + 1] = version .. ' ' .. (score == '' and '' or member)
                end
            end
            return removals, additions, memory
        end

        -- KEYS board, shard. ARGV memory in ms, run id, rows of distinct ids. Returns {board version, rows applied}. The time of contact stands
        -- still while the shard is not confirmed for the run id: what was lost with the last run must stay before it.
        register('leadr_state2_rank_apply', function(keys, args)
            local board, now, span = keys[1], now_ms(), tonumber(args[1])
            local period = math.floor(now / span)
            local meta = redis.call('HMGET', board, 'l', 'b')
            local versions, members = recall(board, period, meta[2], collect(args, 3))
            local removals, additions, memory = plan(args, 3, versions, members)
            if redis.call('HGET', keys[2], 'run') == args[2] then redis.call('HSET', keys[2], 't', number_text(now)) end
            if #memory == 0 then return { tonumber(redis.call('HGET', board, 'v') or '0'), 0 } end
            for index = 1, 2 do
                if meta[index] then write_sets(board, meta[index], removals, additions) end
            end
            local place = board .. ':v:' .. number_text(period)
            redis.call('HSET', place, unpack(memory))
            redis.call('PEXPIRE', place, number_text(3 * span))
            -- Freed in the background; left to expire it would be freed in one piece on the main thread.
            redis.call('UNLINK', board .. ':v:' .. number_text(period - 2))
            if meta[2] then redis.call('HSET', board .. ':w:' .. meta[2], unpack(memory)) end
            return { bump_version(board), #memory / 2 }
        end, 'allow-oom')

        -- KEYS board. ARGV run id. Starts a generation in place of one that may be building already. Returns its number.
        register('leadr_state2_rank_begin', function(keys, args)
            local board = keys[1]
            local building = redis.call('HGET', board, 'b')
            if building then drop_generation(board, building) end
            local generation = redis.call('HINCRBY', board, 'g', 1)
            drop_generation(board, number_text(generation))
            redis.call('HSET', board, 'b', number_text(generation), 'r', args[1])
            redis.call('PERSIST', board)
            return generation
        end, 'allow-oom')

        -- KEYS board. ARGV memory in ms, generation, rows. Adds rows read from the database. Returns rows added, or -1 when the generation is not
        -- the one being built.
        register('leadr_state2_rank_insert', function(keys, args)
            local board = keys[1]
            if redis.call('HGET', board, 'b') ~= args[2] then return -1 end
            local period = math.floor(now_ms() / tonumber(args[1]))
            local versions, members = recall(board, period, args[2], collect(args, 3))
            local removals, additions, memory = plan(args, 3, versions, members)
            write_sets(board, args[2], removals, additions)
            return #memory / 2
        end, 'allow-oom')

        -- KEYS board. ARGV generation, run id. Makes the generation live. Returns {board version, rows of production, rows of test}, or {-1} when
        -- the generation is not the one being built, or was begun under another run id.
        register('leadr_state2_rank_finish', function(keys, args)
            local board = keys[1]
            local meta = redis.call('HMGET', board, 'b', 'r', 'l')
            if meta[1] ~= args[1] or meta[2] ~= args[2] then return { -1 } end
            local counts = { redis.call('ZCARD', rank_set(board, 'p', args[1])), redis.call('ZCARD', rank_set(board, 't', args[1])) }
            redis.call('HSET', board, 'l', args[1])
            redis.call('HDEL', board, 'b', 'r')
            redis.call('UNLINK', board .. ':w:' .. args[1])
            if meta[3] then drop_generation(board, meta[3]) end
            return { bump_version(board), counts[1], counts[2] }
        end, 'allow-oom')

        -- KEYS board. ARGV generation. Gives up a generation that is being built. Returns whether it was.
        register('leadr_state2_rank_abort', function(keys, args)
            if redis.call('HGET', keys[1], 'b') ~= args[1] then return 0 end
            redis.call('HDEL', keys[1], 'b', 'r')
            drop_generation(keys[1], args[1])
            return 1
        end, 'allow-oom')

        -- KEYS board. ARGV life of what is left in ms. Removes the index; the counters stay a while, so that versions and generations do not repeat.
        register('leadr_state2_rank_drop', function(keys, args)
            local board = keys[1]
            for _, generation in ipairs(redis.call('HMGET', board, 'l', 'b')) do
                if generation then drop_generation(board, generation) end
            end
            redis.call('HDEL', board, 'l', 'b', 'r')
            local version = bump_version(board)
            redis.call('PEXPIRE', board, args[1])
            return version
        end, 'allow-oom')

        -- KEYS board. ARGV pool, members. Removes members that no row stands behind. Returns how many there were.
        register('leadr_state2_rank_discard', function(keys, args)
            local meta = redis.call('HMGET', keys[1], 'l', 'b')
            local removed = 0
            for index = 1, 2 do
                if meta[index] then
                    removed = math.max(removed, redis.call('ZREM', rank_set(keys[1], args[1], meta[index]), unpack(args, 2)))
                end
            end
            if removed > 0 then bump_version(keys[1]) end
            return removed
        end, 'allow-oom')
        """
}
