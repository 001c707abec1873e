/// The state machine of one queue shard as a plain value: state and time in, decision out. The in-memory driver is a lock around it,
/// and it states in Swift what the Redis functions do in Lua.
struct QueueState {
    struct Held {
        var jobs: [Job]
        var expiry: Int64
        var owner: WorkerIdentity
    }

    var ring: [Tenant] = []
    var ready: [Tenant: [Job]] = [:]
    var redelivery: [Job] = []
    var delayed: [(due: Int64, job: Job)] = []
    var held: [ClaimToken: Held] = [:]
    var dead: [DeadJob] = []
    var statistics = QueueStatistics()
    var isPaused = false
    var quiet: Set<WorkerIdentity> = []
    var beats: [WorkerIdentity: Int] = [:]
    var turn = 0

    mutating func enqueue(_ jobs: [Job], limits: QueueLimits?, beside others: [QueueStatistics] = []) throws(QueueError) {
        if let limits, limits.jobs > 0 {
            let pictures = others + [snapshot()]
            let (live, held) = (pictures.reduce(0) { $0 + $1.live }, pictures.reduce(0) { $0 + $1.bytes })
            let bytes = jobs.reduce(0) { $0 + JobEnvelope.encode($1).count }
            guard live + jobs.count <= limits.jobs, held + bytes <= limits.bytes else {
                throw QueueError(.full, "the queue is over its budget")
            }
        }
        for job in jobs { append(job) }
        statistics.enqueuedTotal += jobs.count
    }

    mutating func claim(_ limit: Int, token: ClaimToken, owner: WorkerIdentity, now: Int64, lease: Int64) -> [Job] {
        promote(limit: limit, now: now)
        guard !isPaused, !quiet.contains(owner) else { return [] }
        var jobs = takeAlone()
        if jobs.isEmpty { jobs = takeTurns(limit) }
        if !jobs.isEmpty { held[token] = Held(jobs: jobs, expiry: now + lease, owner: owner) }
        return jobs
    }

    mutating func renew(_ tokens: [ClaimToken], now: Int64, lease: Int64) -> Set<ClaimToken> {
        var lost: Set<ClaimToken> = []
        for token in tokens {
            if held[token] == nil { lost.insert(token) } else { held[token]?.expiry = now + lease }
        }
        return lost
    }

    /// Ends a claim and returns its jobs, or nil when it is no longer held. Forwards are the driver's, since they leave this queue.
    mutating func settle(_ token: ClaimToken, _ settlements: [Settlement], now: Int64) -> Bool {
        guard let claim = held.removeValue(forKey: token) else { return false }
        var unfinished = 0
        for settlement in settlements {
            switch settlement {
            case .forward: break
            case .retry(let job, let delay):
                delayed.append((now + delay.wholeMilliseconds, job))
                statistics.retriedTotal += 1
                unfinished += 1
            case .isolate(let job):
                redelivery.append(job)
                unfinished += 1
            case .bury(let letter):
                bury(letter)
                unfinished += 1
            }
        }
        statistics.completedTotal += claim.jobs.count - unfinished
        return true
    }

    mutating func handBack(_ token: ClaimToken) -> Int {
        guard let claim = held.removeValue(forKey: token) else { return 0 }
        for job in claim.jobs.reversed() {
            if job.deliveries > 0 { redelivery.insert(job, at: 0) } else { prepend(job) }
        }
        statistics.handedBackTotal += claim.jobs.count
        return claim.jobs.count
    }

    @discardableResult
    mutating func promote(limit: Int, now: Int64) -> Int {
        let due = delayed.filter { $0.due <= now }.sorted { $0.due < $1.due }.prefix(limit)
        for entry in due {
            delayed.removeAll { $0.job.id == entry.job.id }
            if entry.job.deliveries > 0 { redelivery.append(entry.job) } else { append(entry.job) }
        }
        return due.count
    }

    mutating func reap(limit: Int, rules: ReapRules, now: Int64) -> ReapReport {
        var report = ReapReport()
        for (token, claim) in held.filter({ $0.value.expiry <= now }).sorted(by: { $0.value.expiry < $1.value.expiry }).prefix(limit) {
            held.removeValue(forKey: token)
            report.claims += 1
            let counts = rules.countsDeliveries && now - claim.expiry < rules.longestOverdue.wholeMilliseconds
            for job in claim.jobs.reversed() {
                let isParked = redeliver(job, counts: counts, maximum: rules.maximumDeliveries)
                if isParked { report.parked += 1 } else { report.redelivered += 1 }
            }
        }
        statistics.redeliveredTotal += report.redelivered
        return report
    }

    func snapshot() -> QueueStatistics {
        var picture = statistics
        let claimed = held.values.flatMap(\.jobs)
        picture.ready = ready.values.reduce(0) { $0 + $1.count }
        picture.redelivery = redelivery.count
        picture.delayed = delayed.count
        picture.claims = held.count
        picture.claimed = claimed.count
        picture.dead = dead.count
        picture.tenants = ring.count
        picture.isPaused = isPaused
        picture.oldestEnqueuedAt = (redelivery + ready.values.compactMap(\.first)).map(\.enqueuedAt).min()
        let live = ready.values.flatMap { $0 } + redelivery + delayed.map(\.job) + claimed
        picture.bytes = live.reduce(0) { $0 + JobEnvelope.encode($1).count }
        return picture
    }

    /// Jobs that are claimed alone and all others take turns.
    private mutating func takeAlone() -> [Job] {
        guard !redelivery.isEmpty else { return [] }
        turn += 1
        return turn.isMultiple(of: 2) && !ring.isEmpty ? [] : [redelivery.removeFirst()]
    }

    private mutating func takeTurns(_ limit: Int) -> [Job] {
        guard !ring.isEmpty else { return [] }
        let share = (limit + ring.count - 1) / ring.count
        var jobs: [Job] = []
        while jobs.count < limit, !ring.isEmpty {
            let tenant = ring.removeFirst()
            var list = ready.removeValue(forKey: tenant) ?? []
            let taken = list.prefix(min(share, limit - jobs.count))
            jobs += taken
            list.removeFirst(taken.count)
            if !list.isEmpty {
                ready[tenant] = list
                ring.append(tenant)
            }
        }
        return jobs
    }

    private mutating func append(_ job: Job) {
        if ready[job.tenant] == nil { ring.append(job.tenant) }
        ready[job.tenant, default: []].append(job)
    }

    private mutating func prepend(_ job: Job) {
        if ready[job.tenant] == nil { ring.insert(job.tenant, at: 0) }
        ready[job.tenant, default: []].insert(job, at: 0)
    }

    private mutating func bury(_ letter: DeadJob) {
        dead.append(letter)
        statistics.buriedTotal += 1
    }

    private mutating func redeliver(_ job: Job, counts: Bool, maximum: Int) -> Bool {
        var job = job
        if counts { job.deliveries = min(job.deliveries + 1, JobEnvelope.maximumCount) }
        guard counts, job.deliveries >= maximum else {
            if job.deliveries == 0 { prepend(job) } else { redelivery.insert(job, at: 0) }
            return false
        }
        let reason = "poison: \(job.deliveries) workers held this job and vanished"
        bury(DeadJob(id: job.hexadecimalID, reason: reason, envelope: JobEnvelope.encode(job)))
        return true
    }
}
