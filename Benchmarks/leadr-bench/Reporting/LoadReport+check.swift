extension LoadReport {
    /// Prints what was not accepted; a measurement with refusals or failures does not count.
    ///
    /// - Throws: ``BenchError`` unless everything was accepted and something was counted.
    func check(_ scenario: String) throws {
        for (what, count) in refused.sorted(by: { $0.key < $1.key }) { Console.line("\(scenario): \(count) x \(what)") }
        for (what, count) in failures.sorted(by: { $0.key < $1.key }) { Console.line("\(scenario): \(count) connections ended: \(what)") }
        if let example { Console.line("\(scenario): for example \(example)") }
        guard isClean else { throw BenchError("\(scenario): not everything was accepted") }
        guard counted > 0 else { throw BenchError("\(scenario): nothing was counted") }
    }
}
