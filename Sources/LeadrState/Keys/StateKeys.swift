import Foundation
import LeadrDomain
import Redis

/// Names of everything the product keeps in Redis besides its queues.
///
/// Keys that one atomic step touches share a hash tag: `{sN}` for a board's shard, `{i:<identity>}` for an identity, `{<event>}` for a pending
/// submission. No key contains text that a client chose.
public struct StateKeys: Sendable, Equatable {
    /// Put before every key; `leadr:` unless several installations share a server.
    public let prefix: String
    /// Shards of the boards.
    public let shards: ShardMap

    /// Keys under a prefix.
    public init(prefix: String = "leadr:", shards: ShardMap) {
        self.prefix = prefix
        self.shards = shards
    }

    /// Sorted set of the nonces of one identity.
    func nonces(_ identity: IdentityID) -> RedisArgument {
        .string("\(prefix){i:\(UUIDText.format(identity.uuid))}:nonces")
    }

    /// Record of an `Idempotency-Key`; its digest is the name, so the client's text stays outside.
    func idempotency(_ key: IdempotencyKey) -> RedisArgument {
        .string("\(prefix){i:\(UUIDText.format(key.identityID.uuid))}:idem:\(UUIDText.format(key.digest))")
    }

    /// Pending mark of one submission.
    func pending(_ event: ScoreEventID) -> RedisArgument {
        .string("\(prefix){\(UUIDText.format(event.uuid))}:pending")
    }

    /// Meta hash of a board's rank index; the names of its sorted sets and version memory are this one plus a suffix.
    func rankBoard(_ board: BoardID) -> RedisArgument {
        .string(rankBoardName(board))
    }

    /// The name behind ``rankBoard(_:)``.
    func rankBoardName(_ board: BoardID) -> String {
        "\(prefix){s\(shards.shard(of: board))}:rank:\(UUIDText.format(board.uuid))"
    }

    /// State of all rank indexes of one shard: confirmed run id and last contact.
    func rankShard(_ shard: Int) -> RedisArgument {
        .string("\(prefix){s\(shard)}:rank-shard")
    }

    /// A key of a shard that never exists, named in a cluster with every call of a function that derives keys from those it is given. While a
    /// slot is handed over key by key such a function would see half of its keys; of several named keys one that is missing makes the server answer
    /// `TRYAGAIN` on both sides until the slot has arrived whole.
    func absent(_ shard: Int) -> RedisArgument {
        .string("\(prefix){s\(shard)}:absent")
    }

    /// Name of a key of the shard, by which its server is found.
    public func shardName(_ shard: Int) -> String {
        "\(prefix){s\(shard)}"
    }

    /// Epoch of one shard's data.
    func epoch(_ shard: Int) -> RedisArgument {
        .string("\(prefix){s\(shard)}:epoch")
    }

    /// Life of the server, or servers, that the data was last seen whole in.
    var life: RedisArgument { .string("\(prefix){s0}:life") }

    /// Anti-cheat window and verdicts of one identity on one board.
    func antiCheat(_ board: BoardID, _ identity: IdentityID) -> RedisArgument {
        .string("\(prefix){s\(shards.shard(of: board))}:ac:\(UUIDText.format(board.uuid)):\(UUIDText.format(identity.uuid))")
    }

    /// Mark of a recompute that waits in a queue, named by the bytes that tell it from others.
    func work(_ board: BoardID, _ payload: [UInt8]) -> RedisArgument {
        .bytes(Array("\(prefix){s\(shards.shard(of: board))}:work:".utf8) + payload)
    }

    /// Limiter of one kind of request from one network address.
    func addressLimit(_ scope: StaticString, _ address: ClientAddress) -> RedisArgument {
        .string("\(prefix){a:\(address.key)}:limit:\(scope)")
    }

    /// Number of tries at one secret.
    func guesses(_ secret: UUID) -> RedisArgument {
        .string("\(prefix){g:\(UUIDText.format(secret))}:tries")
    }

    /// One of the tables of the adaptive address block.
    func addressBlock(_ table: StaticString) -> RedisArgument {
        .string("\(prefix){ipblock}:\(table)")
    }

    /// Usage counters that grow.
    var usage: RedisArgument { .string("\(prefix){usage}:counters") }

    /// Usage counters on their way to PostgreSQL.
    var movingUsage: RedisArgument { .string("\(prefix){usage}:moving") }

    /// Number of the last delivery of usage counters from one process.
    func usageMark(_ process: UUID) -> RedisArgument {
        .string("\(prefix){usage}:mark:\(UUIDText.format(process))")
    }

    /// Channel on which one API process hears the results of the submissions it waits for.
    public func resultChannel(process: UUID) -> String {
        "\(prefix)results:\(UUIDText.format(process))"
    }

    /// Channel that announces changed entities to the caches of all processes.
    public var invalidationChannel: String { "\(prefix)invalidate" }

    /// Channel that announces new GeoIP databases, and asks for a look for them.
    public var geoIPChannel: String { "\(prefix)geoip" }
}
