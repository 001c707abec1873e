/// Addresses in a circle with a hand that goes round. Adding one, removing one and the hand's next step cost the same however many there are.
struct AddressRing {
    private var addresses: [ClientAddress] = []
    private var hand = 0

    /// Addresses held.
    var count: Int { addresses.count }

    /// The address the hand points at; the hand then goes on. Nil when there is none.
    mutating func next() -> ClientAddress? {
        guard !addresses.isEmpty else { return nil }
        defer { hand = (hand + 1) % addresses.count }
        return addresses[hand]
    }

    /// Adds an address and tells its place.
    mutating func insert(_ address: ClientAddress) -> Int {
        addresses.append(address)
        return addresses.count - 1
    }

    /// Removes what is at a place. The last one moves there, and with it behind the hand if the hand has just passed: new ones are met last.
    ///
    /// - Returns: Who moved there; nil when nobody had to.
    mutating func remove(at place: Int) -> ClientAddress? {
        addresses.swapAt(place, addresses.count - 1)
        addresses.removeLast()
        if hand >= addresses.count { hand = 0 }
        return place < addresses.count ? addresses[place] : nil
    }
}
