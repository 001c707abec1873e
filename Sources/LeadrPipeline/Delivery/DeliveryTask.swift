import LeadrDomain

/// Something to deliver, as a job names it.
struct DeliveryTask<Kind: EntityKind>: Hashable, Sendable {
    /// Its row.
    let id: EntityID<Kind>
    /// How many attempts of this job failed.
    let failures: Int
}
