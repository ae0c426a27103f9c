/// A dictionary of bounded size that forgets what was not used for longest.
///
/// Reading and writing take constant time on average.
struct RecencyTable<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Node: Sendable {
        let key: Key
        var value: Value
        var newer: Int
        var older: Int
    }

    /// How many entries are kept.
    let capacity: Int
    private var places = [Key: Int]()
    private var nodes = [Node]()
    private var newest = -1
    private var oldest = -1

    /// An empty table; a capacity below 1 counts as 1.
    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// How many entries there are.
    var count: Int { places.count }

    /// The value of a key, which counts as used thereby.
    mutating func use(_ key: Key) -> Value? {
        guard let place = places[key] else { return nil }
        touch(place)
        return nodes[place].value
    }

    /// Changes the value of a key, which counts as used thereby; a key that is not there begins with `initial`.
    mutating func update(
        _ key: Key, initially initial: @autoclosure () -> Value, _ change: (inout Value) -> Void
    ) {
        if let place = places[key] {
            touch(place)
            change(&nodes[place].value)
            return
        }
        var value = initial()
        change(&value)
        let place: Int
        if nodes.count < capacity {
            place = nodes.count
            nodes.append(Node(key: key, value: value, newer: -1, older: -1))
        } else {
            place = oldest
            detach(place)
            places[nodes[place].key] = nil
            nodes[place] = Node(key: key, value: value, newer: -1, older: -1)
        }
        places[key] = place
        attach(place)
    }

    private mutating func touch(_ place: Int) {
        if place == newest { return }
        detach(place)
        attach(place)
    }

    private mutating func detach(_ place: Int) {
        let node = nodes[place]
        if node.newer >= 0 { nodes[node.newer].older = node.older } else { newest = node.older }
        if node.older >= 0 { nodes[node.older].newer = node.newer } else { oldest = node.newer }
    }

    private mutating func attach(_ place: Int) {
        nodes[place].newer = -1
        nodes[place].older = newest
        if newest >= 0 { nodes[newest].newer = place }
        newest = place
        if oldest < 0 { oldest = place }
    }
}
