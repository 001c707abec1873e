/// Identity of a server type: its object id and that of the array of it.
public struct PostgresType: Sendable, Hashable {
    /// Object id in `pg_type`; `0` lets the server infer the type.
    public let oid: UInt32
    /// Object id of the array type; `0` when there is none.
    public let arrayOID: UInt32

    /// A type by its object ids, which are fixed for built-in types.
    public init(oid: UInt32, arrayOID: UInt32) {
        self.oid = oid
        self.arrayOID = arrayOID
    }

    /// The type is left to the server, which infers it from the statement.
    public static let inferred = PostgresType(oid: 0, arrayOID: 0)
    /// `boolean`.
    public static let bool = PostgresType(oid: 16, arrayOID: 1000)
    /// `bytea`.
    public static let bytea = PostgresType(oid: 17, arrayOID: 1001)
    /// `bigint`.
    public static let int8 = PostgresType(oid: 20, arrayOID: 1016)
    /// `smallint`.
    public static let int2 = PostgresType(oid: 21, arrayOID: 1005)
    /// `integer`.
    public static let int4 = PostgresType(oid: 23, arrayOID: 1007)
    /// `text`.
    public static let text = PostgresType(oid: 25, arrayOID: 1009)
    /// `json`.
    public static let json = PostgresType(oid: 114, arrayOID: 199)
    /// `real`.
    public static let float4 = PostgresType(oid: 700, arrayOID: 1021)
    /// `double precision`.
    public static let float8 = PostgresType(oid: 701, arrayOID: 1022)
    /// `timestamp`.
    public static let timestamp = PostgresType(oid: 1114, arrayOID: 1115)
    /// `timestamptz`.
    public static let timestamptz = PostgresType(oid: 1184, arrayOID: 1185)
    /// `numeric`.
    public static let numeric = PostgresType(oid: 1700, arrayOID: 1231)
    /// `uuid`.
    public static let uuid = PostgresType(oid: 2950, arrayOID: 2951)
    /// `jsonb`.
    public static let jsonb = PostgresType(oid: 3802, arrayOID: 3807)
    /// `varchar`; sent as ``text``, only read.
    static let varchar = PostgresType(oid: 1043, arrayOID: 1015)
    /// `char(n)`; only read.
    static let bpchar = PostgresType(oid: 1042, arrayOID: 1014)
    /// `name`; only read.
    static let name = PostgresType(oid: 19, arrayOID: 1003)
    /// A string literal whose type was never decided; only read.
    static let unknown = PostgresType(oid: 705, arrayOID: 0)

    /// Object ids from here on are given to types that users create, such as enums.
    static let firstUserOID: UInt32 = 16384
}
