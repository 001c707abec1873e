import JobQueue
import LeadrDomain
import LeadrJobs
import LeadrState
import LeadrStore

/// Jobs that send mails, by the queue shard they belong on. A mail's job has the id of the mail, so that operators find it.
public struct MailJobs: Sendable {
    /// The jobs.
    public private(set) var byQueue: [QueueAddress: [Job]] = [:]

    /// Jobs of pending mails.
    ///
    /// - Throws: `QueueError` never in fact: ids of accounts are fit for tenants.
    public init(_ mails: [UnqueuedMail], shards: ShardMap) throws(QueueError) {
        for mail in mails { try add(mail.id, mail.accountID, mail.createdAt, shards) }
    }

    /// Jobs of those events that tell of mails.
    init(_ events: [OutboxEvent], shards: ShardMap) throws(QueueError) {
        for event in events {
            if let mail = event.emailID { try add(mail, event.tenantID, event.occurredAt, shards) }
        }
    }

    private mutating func add(_ mail: EmailID, _ account: AccountID?, _ time: Timestamp, _ shards: ShardMap) throws(QueueError) {
        let tenant: Tenant = if let account { try Tenant(account) } else { .system }
        let job = Job(id: mail.uuid, tenant: tenant, enqueuedAt: time.microseconds / 1000, payload: DeliveryJob.mail(mail).encoded())
        byQueue[QueueAddress(Queues.delivery, shard: shards.shard(of: mail)), default: []].append(job)
    }
}
