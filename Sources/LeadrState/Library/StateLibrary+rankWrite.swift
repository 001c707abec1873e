extension StateLibrary {
    /// Writing the rank index.
    ///
    /// Keys of one board, all derived from its meta hash `B`: `B:z:<pool>:<generation>` sorted sets; `B:v:<period>` rows applied lately, two periods
    /// being looked at, so that each is remembered for one to two of them; `B:w:<generation>` rows applied while that generation is being built.
    /// A remembered row is `<version> <member>`, without a member for a deletion. Meta: `l` live generation, `b` building one, `r` run id of the
    /// server when that began, `g` last number given out, `v` board version, `e` and `f` layout versions of the live and of the building generation,
    /// 0 when missing, `a` time in ms at which whoever builds was last heard of.
    ///
    /// A pool argument is a letter and the layout version of the board, `p0`, `t3`, with an `s` behind it where equal values share a rank, `p3s`.
    /// Rows enter and leave the generations of their version only.
    static let rankWriteSource = """
        local function rank_set(board, pool, generation)
            return board .. ':z:' .. pool .. ':' .. generation
        end

        -- Letter, layout version and whether ranks are shared.
        local function read_pool(argument)
            local letter, layout, shared = string.match(argument, '^([pt])(%d+)(s?)$')
            return letter, layout, shared == 's'
        end

        -- The generations of a board, each with its layout version.
        local function generations_of(board)
            local meta = redis.call('HMGET', board, 'l', 'e', 'b', 'f')
            local found = {}
            for index = 1, 3, 2 do
                if meta[index] then found[#found + 1] = { number = meta[index], layout = meta[index + 1] or '0' } end
            end
            return found, meta[3]
        end

        -- The member that the same row has under the other order of equal values: its time inverted.
        local function mirrored(member)
            local bytes = { string.byte(member, 1, 8) }
            for index = 1, #bytes do bytes[index] = 255 - bytes[index] end
            return string.char(unpack(bytes)) .. string.sub(member, 9)
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

        -- Takes what is planned for the layout of a generation to its sets. Returns how many rows that are.
        local function write_sets(board, generation, planned)
            local rows = 0
            for pool, change in pairs(planned[generation.layout] or {}) do
                local set = rank_set(board, pool, generation.number)
                if #change.removed > 0 then redis.call('ZREM', set, unpack(change.removed)) end
                if #change.added > 0 then redis.call('ZADD', set, unpack(change.added)) end
                rows = rows + change.rows
            end
            return rows
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

        -- The lists of a layout and a pool that rows are planned in.
        local function planned_for(planned, argument)
            local pool, layout = read_pool(argument)
            planned[layout] = planned[layout] or {}
            planned[layout][pool] = planned[layout][pool] or { removed = {}, added = {}, rows = 0 }
            return planned[layout][pool]
        end

        -- What has to leave and enter the sets, by layout and pool, for the rows that are not older than what is remembered.
        local function plan(args, first, versions, members)
            local planned, memory = {}, {}
            for index = first, #args, 6 do
                local row = (index - first) / 6 + 1
                local version, score, member, former = args[index + 1], args[index + 3], args[index + 4], args[index + 5]
                if not versions[row] or tonumber(version) >= versions[row] then
                    local change = planned_for(planned, args[index + 2])
                    local removed, added = change.removed, change.added
                    change.rows = change.rows + 1
                    -- It may have been remembered in another layout than the one whose sets it stands in.
                    if members[row] and members[row] ~= '' and members[row] ~= member then
                        removed[#removed + 1] = members[row]
                        removed[#removed + 1] = mirrored(members[row])
                    end
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
            return planned, memory
        end

        -- KEYS board, shard. ARGV memory in ms, run id, rows of distinct ids. Returns {board version, rows applied}. The time of contact stands
        -- still while the shard is not confirmed for the run id: what was lost with the last run must stay before it.
        register('leadr_state3_rank_apply', function(keys, args)
            local board, now, span = keys[1], now_ms(), tonumber(args[1])
            local period = math.floor(now / span)
            local generations, building = generations_of(board)
            local versions, members = recall(board, period, building, collect(args, 3))
            local planned, memory = plan(args, 3, versions, members)
            if redis.call('HGET', keys[2], 'run') == args[2] then redis.call('HSET', keys[2], 't', number_text(now)) end
            if #memory == 0 then return { tonumber(redis.call('HGET', board, 'v') or '0'), 0 } end
            for _, generation in ipairs(generations) do write_sets(board, generation, planned) end
            local place = board .. ':v:' .. number_text(period)
            redis.call('HSET', place, unpack(memory))
            redis.call('PEXPIRE', place, number_text(3 * span))
            -- Freed in the background; left to expire it would be freed in one piece on the main thread.
            redis.call('UNLINK', board .. ':v:' .. number_text(period - 2))
            if building then redis.call('HSET', board .. ':w:' .. building, unpack(memory)) end
            return { bump_version(board), #memory / 2 }
        end, 'allow-oom')

        -- KEYS shard. ARGV run id, time in ms. Moves the time of contact forward while the shard is confirmed for the run id.
        register('leadr_state3_rank_touch', function(keys, args)
            local meta = redis.call('HMGET', keys[1], 'run', 't')
            if meta[1] ~= args[1] or tonumber(meta[2] or '0') >= tonumber(args[2]) then return 0 end
            redis.call('HSET', keys[1], 't', args[2])
            return 1
        end, 'allow-oom')

        -- KEYS board. ARGV run id, layout version, span in ms. Starts a generation in place of one that may be building already, unless that one is for
        -- the same life of the server, of no older layout, and heard of within the span. Returns its number, or -1.
        register('leadr_state3_rank_begin', function(keys, args)
            local board = keys[1]
            local meta = redis.call('HMGET', board, 'b', 'r', 'f', 'a')
            if meta[1] then
                local silence = now_ms() - tonumber(meta[4] or '0')
                if meta[2] == args[1] and tonumber(meta[3] or '0') >= tonumber(args[2]) and silence < tonumber(args[3]) then return -1 end
                drop_generation(board, meta[1])
            end
            local generation = redis.call('HINCRBY', board, 'g', 1)
            drop_generation(board, number_text(generation))
            redis.call('HSET', board, 'b', number_text(generation), 'r', args[1], 'f', args[2], 'a', number_text(now_ms()))
            redis.call('PERSIST', board)
            return generation
        end, 'allow-oom')

        -- KEYS board. ARGV memory in ms, generation, rows. Adds rows read from the database. Returns rows added, those of another layout not among
        -- them, or -1 when the generation is not the one being built.
        register('leadr_state3_rank_insert', function(keys, args)
            local board = keys[1]
            local meta = redis.call('HMGET', board, 'b', 'f')
            if meta[1] ~= args[2] then return -1 end
            local period = math.floor(now_ms() / tonumber(args[1]))
            local versions, members = recall(board, period, args[2], collect(args, 3))
            local planned = plan(args, 3, versions, members)
            redis.call('HSET', board, 'a', number_text(now_ms()))
            return write_sets(board, { number = args[2], layout = meta[2] or '0' }, planned)
        end, 'allow-oom')

        -- KEYS board. ARGV generation, run id. Makes the generation live. Returns {board version, rows of production, rows of test}, or {-1} when
        -- the generation is not the one being built, or was begun under another run id.
        register('leadr_state3_rank_finish', function(keys, args)
            local board = keys[1]
            local meta = redis.call('HMGET', board, 'b', 'r', 'l', 'f')
            if meta[1] ~= args[1] or meta[2] ~= args[2] then return { -1 } end
            local counts = { redis.call('ZCARD', rank_set(board, 'p', args[1])), redis.call('ZCARD', rank_set(board, 't', args[1])) }
            redis.call('HSET', board, 'l', args[1], 'e', meta[4] or '0')
            redis.call('HDEL', board, 'b', 'r', 'f', 'a')
            redis.call('UNLINK', board .. ':w:' .. args[1])
            if meta[3] then drop_generation(board, meta[3]) end
            return { bump_version(board), counts[1], counts[2] }
        end, 'allow-oom')

        -- KEYS board. ARGV generation. Gives up a generation that is being built. Returns whether it was.
        register('leadr_state3_rank_abort', function(keys, args)
            if redis.call('HGET', keys[1], 'b') ~= args[1] then return 0 end
            redis.call('HDEL', keys[1], 'b', 'r', 'f', 'a')
            drop_generation(keys[1], args[1])
            return 1
        end, 'allow-oom')

        -- KEYS board. ARGV life of what is left in ms. Removes the index; the counters stay a while, so that versions and generations do not repeat.
        register('leadr_state3_rank_drop', function(keys, args)
            local board = keys[1]
            for _, generation in ipairs(redis.call('HMGET', board, 'l', 'b')) do
                if generation then drop_generation(board, generation) end
            end
            redis.call('HDEL', board, 'l', 'e', 'b', 'f', 'r', 'a')
            local version = bump_version(board)
            redis.call('PEXPIRE', board, args[1])
            return version
        end, 'allow-oom')

        -- KEYS board. ARGV pool, members. Removes members that no row stands behind. Returns how many there were.
        register('leadr_state3_rank_discard', function(keys, args)
            local pool, layout = read_pool(args[1])
            local removed = 0
            for _, generation in ipairs(generations_of(keys[1])) do
                if layout == generation.layout then
                    removed = math.max(removed, redis.call('ZREM', rank_set(keys[1], pool, generation.number), unpack(args, 2)))
                end
            end
            if removed > 0 then bump_version(keys[1]) end
            return removed
        end, 'allow-oom')
        """
}
