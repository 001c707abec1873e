extension StateLibrary {
    /// Anti-cheat windows and verdicts.
    ///
    /// One hash per board and identity: `n` counts the writes, `s` is the window, every field of 16 bytes is an event with its verdict, preceded by
    /// 13 digits of the time of evaluation in milliseconds.
    static let antiCheatSource = """
        -- Drops verdicts older than `life` and, if there are still more than `limit`, the oldest ones.
        local function prune_verdicts(key, now, life, limit)
            local all = redis.call('HGETALL', key)
            local kept = {}
            for index = 1, #all, 2 do
                if #all[index] == 16 then
                    local time = tonumber(string.sub(all[index + 1], 1, 13))
                    if time < now - life then
                        redis.call('HDEL', key, all[index])
                    else
                        kept[#kept + 1] = { time, all[index] }
                    end
                end
            end
            if #kept <= limit then return end
            table.sort(kept, function(left, right) return left[1] < right[1] end)
            for index = 1, #kept - limit do redis.call('HDEL', key, kept[index][2]) end
        end

        -- KEYS one per board and identity. ARGV life of verdicts in ms, most verdicts per key, then per key: write count read before ('' for none),
        -- window, number of verdicts, and per verdict event and bytes. Returns per key 1 when written, 0 when another writer came between.
        register('leadr_state3_anticheat_store', function(keys, args)
            local life, limit = tonumber(args[1]), tonumber(args[2])
            local now = now_ms()
            local result = {}
            local position = 3
            for _, key in ipairs(keys) do
                local expected, verdicts = args[position], tonumber(args[position + 2])
                local after = position + 3 + 2 * verdicts
                if (redis.call('HGET', key, 'n') or '') == expected then
                    local fields = { 'n', number_text(tonumber(expected == '' and '0' or expected) + 1), 's', args[position + 1] }
                    for index = position + 3, after - 1, 2 do
                        fields[#fields + 1] = args[index]
                        fields[#fields + 1] = number_text(now) .. args[index + 1]
                    end
                    local added = redis.call('HSET', key, unpack(fields))
                    redis.call('PEXPIRE', key, number_text(life))
                    local length = redis.call('HLEN', key)
                    -- Once per 64 new fields, so that the cost per verdict stays constant.
                    if math.floor(length / 64) > math.floor((length - added) / 64) then prune_verdicts(key, now, life, limit) end
                    result[#result + 1] = 1
                else
                    result[#result + 1] = 0
                end
                position = after
            end
            return result
        end, 'allow-oom')
        """
}
