/// The way from the top of a document to a value.
///
/// Kept as a chain and turned into words only when somebody asks: most values are read without a complaint.
indirect enum YAMLPlace {
    case top
    case key(String, in: YAMLPlace)
    case member(Int, in: YAMLPlace)

    /// The steps with dots between, members of lists counted from 1; empty for the top.
    var text: String {
        var steps = [String]()
        var place = self
        while true {
            switch place {
            case .top: return steps.reversed().joined(separator: ".")
            case .key(let name, let outer):
                steps.append(name)
                place = outer
            case .member(let index, let outer):
                steps.append(String(index + 1))
                place = outer
            }
        }
    }
}
