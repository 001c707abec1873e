import LeadrDomain
import Postgres

/// Domain values as statement parameters.
enum Parameter {
    static func id<Kind: EntityKind>(_ id: EntityID<Kind>) -> any PostgresEncodable { id.uuid }

    static func id<Kind: EntityKind>(_ id: EntityID<Kind>?) -> (any PostgresEncodable)? { id?.uuid }

    static func time(_ time: Timestamp) -> any PostgresEncodable { PostgresTimestamp(microsecondsSinceUnixEpoch: time.microseconds) }

    static func time(_ time: Timestamp?) -> (any PostgresEncodable)? { time.map { Parameter.time($0) } }

    static func choice(_ choice: some StoredEnum) -> any PostgresEncodable { choice.rawValue }
}
