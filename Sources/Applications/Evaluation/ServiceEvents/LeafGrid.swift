import AnomalyLocalization

/// All combinations of the values of some attributes.
struct LeafGrid {
    let attributes: [LeafAttribute]
    let codes: [[Int32]]
    let count: Int

    /// Attributes a, b, c and so on, with the values a1, a2 and so on.
    init(sizes: [Int]) {
        let names = "abcdefghijklmnopqrstuvwxyz".map(String.init)
        attributes = sizes.enumerated().map { position, size in
            LeafAttribute(
                name: names[position], values: (1...size).map { "\(names[position])\($0)" })
        }
        let count = sizes.reduce(1, *)
        var stride = count
        codes = sizes.map { size in
            stride /= size
            let step = stride
            return (0..<count).map { Int32($0 / step % size) }
        }
        self.count = count
    }

    /// The leaves that meet all conditions.
    func leaves(_ conditions: Set<LeafCause.Condition>) -> [Int] {
        (0..<count).filter { leaf in
            conditions.allSatisfy { codes[$0.attribute][leaf] == $0.value }
        }
    }
}
