/// A tenant (`contract/schema.md`, accounts).
public struct Account: Hashable, Sendable {
    /// Primary key.
    public var id: AccountID
    /// Unique name, 2 to 100 characters.
    public var name: String
    /// Unique slug.
    public var slug: String
    /// Whether its keys are accepted.
    public var status: AccountStatus
    /// IANA name of the time zone at registration.
    public var timezone: String?
    /// ISO 3166-1 code of the country at registration.
    public var country: String?
    /// English name of the city at registration.
    public var city: String?
    /// Time of creation.
    public var createdAt: Timestamp
    /// Time of the last change.
    public var updatedAt: Timestamp
    /// Time of the soft delete; nil on a live row.
    public var deletedAt: Timestamp?

    /// Creates a value from its columns.
    public init(
        id: AccountID,
        name: String,
        slug: String,
        status: AccountStatus = .active,
        timezone: String? = nil,
        country: String? = nil,
        city: String? = nil,
        createdAt: Timestamp,
        updatedAt: Timestamp,
        deletedAt: Timestamp? = nil
    ) {
        self.id = id
        self.name = name
        self.slug = slug
        self.status = status
        self.timezone = timezone
        self.country = country
        self.city = city
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.deletedAt = deletedAt
    }
}
