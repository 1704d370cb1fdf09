#!/bin/sh
# Redmine of Debian (redmine, redmine-sqlite, puma) with the objectives of two files as issues, on a database of its own in a
# folder: redmine.sh FOLDER PORT. Each line of small.jsonl and large.jsonl there is an issue. It says READY when it is about to
# answer, and ends when what it reads does.
set -eu
folder=$1
port=$2
source=/var/lib/dbconfig-common/sqlite3/redmine/instances/default/redmine_default
[ -r "$source" ] || { echo "apt-get install redmine redmine-sqlite puma" >&2; exit 3; }
cp "$source" "$folder/redmine.db"
export RAILS_ENV=production X_DEBIAN_SITEID=default DATABASE_URL="sqlite3:$folder/redmine.db?pool=16" BENCH_FOLDER="$folder"
cd /usr/share/redmine
ruby bin/rails runner '
require "json"
Redmine::DefaultData::Loader.load("it") if Tracker.count == 0
admin = User.find_by(login: "admin")
admin.password = "quattro parole messe insieme"
admin.must_change_passwd = false
admin.save!(validate: false)
Setting.per_page_options = "80,200"
ActionMailer::Base.perform_deliveries = false
Setting.notified_events = []
%w[small large].each do |name|
  project = Project.create!(name: name, identifier: name, tracker_ids: Tracker.pluck(:id),
    enabled_module_names: %w[issue_tracking gantt calendar])
  Issue.transaction do
    File.foreach("#{ENV["BENCH_FOLDER"]}/#{name}.jsonl") do |line|
      one = JSON.parse(line)
      issue = Issue.new(project: project, tracker: Tracker.first, author: admin, priority: IssuePriority.default || IssuePriority.first,
        status: Tracker.first.default_status, subject: one["title"], description: one["text"],
        start_date: one["start"], due_date: one["due"])
      issue.notify = false
      issue.save!(validate: false)
    end
  end
  puts "#{name} #{Issue.where(project: project).order(:id).first.id}"
end
' 2>&1 | grep -E "^(small|large) [0-9]+$"
echo READY
# Two processes, as many as there are cores; it ends with us.
puma -q -e production -w 2 -t 4:8 -b "tcp://127.0.0.1:$port" --pidfile "$folder/puma.pid" config.ru >"$folder/puma.log" 2>&1 &
server=$!
trap 'kill $server 2>/dev/null' EXIT INT TERM
cat >/dev/null
