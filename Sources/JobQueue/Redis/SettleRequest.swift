import Redis

/// Arguments of the settle function: forwards grouped by next queue and tenant, so that a batch costs few list operations.
struct SettleRequest {
    private(set) var arguments: [RedisArgument]
    private(set) var nextQueues: [QueueAddress] = []
    private var forwarded: [QueueName: Int] = [:]

    init(token: ClaimToken, queue: QueueAddress, settlements: [Settlement]) {
        arguments = [.string(token.text)]
        var groups: [ForwardGroup: [[UInt8]]] = [:]
        var order: [ForwardGroup] = []
        for settlement in settlements {
            switch settlement {
            case .forward(let job, let name):
                let group = ForwardGroup(queue: QueueAddress(name, shard: queue.shard), tenant: job.tenant)
                if groups[group] == nil { order.append(group) }
                groups[group, default: []].append(JobEnvelope.encode(job))
                forwarded[name, default: 0] += 1
            case .retry(let job, let delay):
                arguments += ["R", .integer(delay.wholeMilliseconds), .bytes(JobEnvelope.encode(job))]
            case .isolate(let job):
                arguments += ["I", .bytes(JobEnvelope.encode(job))]
            case .bury(let dead):
                arguments += ["B", .string(dead.id), .string(dead.reason), .bytes(dead.envelope)]
            }
        }
        for group in order { append(group, groups[group] ?? []) }
    }

    func countForwarded() {
        for (name, count) in forwarded { QueueMetrics.enqueued(name, count: count) }
    }

    private mutating func append(_ group: ForwardGroup, _ envelopes: [[UInt8]]) {
        let index = nextQueues.firstIndex(of: group.queue) ?? nextQueues.count
        if index == nextQueues.count { nextQueues.append(group.queue) }
        // KEYS[1] is the queue itself, so the first next queue is KEYS[2].
        arguments += ["F", .integer(Int64(index + 2)), .string(group.tenant.text), .integer(Int64(envelopes.count))]
        arguments += envelopes.map { .bytes($0) }
    }
}

private struct ForwardGroup: Hashable {
    let queue: QueueAddress
    let tenant: Tenant
}
