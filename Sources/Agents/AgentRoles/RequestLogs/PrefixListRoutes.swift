import InternetProtocols
import RoutingData

extension RoutingFiles {
    /// The table of a list of prefixes with their origins; nil for a file that holds none.
    ///
    /// A prefix is a route whose path is its origin alone. ``PrefixListReader`` says how a list is written.
    static func list(path: String) throws(RoutingDataError) -> RouteTable? {
        var builder = RouteTableBuilder()
        var isEmpty = true
        let isText = try PrefixListReader.read(path: path) {
            (prefix, origin) throws(RoutingDataError) in
            var route = RIBRoute()
            route.prefix = prefix
            route.peer.system = origin
            route.attributes.path = ASPath([.init(.sequence, [origin])])
            try builder.insert(route)
            isEmpty = false
        }
        return isText && !isEmpty ? try builder.build() : nil
    }
}
