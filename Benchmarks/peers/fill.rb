# Fills the queue of the comparison: fill.rb COUNT
require_relative "worker"

count = Integer(ARGV.fetch(0))
payload = "x" * 250
(0...count).each_slice(1000) do |slice|
  Sidekiq::Client.push_bulk("class" => NoOperation, "args" => slice.map { [payload] })
end
puts "filled #{count}"
