import Foundation

/// Where a page starts, as handed to the client (`contract/pagination.md §4`).
///
/// It is neither signed nor trusted: it only says where to continue. Tenant and filters always come from the request.
public struct PageCursor: Hashable, Sendable {
    /// Values of the boundary row, one per term of ``sort``.
    public var position: [SortValue]
    /// Identifier of the boundary row.
    public var rowID: UUID
    /// Order of the list the cursor was issued for.
    public var sort: SortSpec
    /// Filters of the list the cursor was issued for.
    public var filters: PageFilters
    /// Which side of the boundary row the page lies on.
    public var direction: PageDirection

    /// Creates a cursor.
    public init(position: [SortValue], rowID: UUID, sort: SortSpec, filters: PageFilters, direction: PageDirection) {
        self.position = position
        self.rowID = rowID
        self.sort = sort
        self.filters = filters
        self.direction = direction
    }
}
