cd context
echo 0 > none; chmod 0000 none
echo 1 > suid; chmod 4755 suid
echo 2 > sgid; chmod 2711 sgid
mkdir sticky; chmod 1777 sticky
mkdir private; chmod 0700 private; echo x > private/in; chmod 0600 private/in
